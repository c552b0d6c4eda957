import { type Answer, empty, json } from './answer.ts';
import type { Emulation } from './emulation.ts';
import type { ReceivedRequest } from './journal.ts';
import { readFaults } from './read-faults.ts';

const PREFIX = '/_emulator';

/** NVIDIA has no path like these. */
export const isControl = (path: string): boolean => path === PREFIX || path.startsWith(`${PREFIX}/`);

/** The emulator's own calls, for those who cannot call its functions. */
export function answerControl(
  { method, path, body }: ReceivedRequest,
  emulation: Emulation,
  reset: () => void,
): Answer {
  const { faults, journal, faces } = emulation;
  switch (`${method} ${path.slice(PREFIX.length)}`) {
    case 'POST /faults':
      try {
        faults.add(readFaults(body, faces.hosted !== undefined));
      } catch (error) {
        return refusal(400, error instanceof Error ? error.message : 'Bad fault.');
      }
      return json(201, { faults: faults.list() });
    case 'GET /faults':
      return json(200, { faults: faults.list() });
    case 'DELETE /faults':
      faults.clear();
      return empty(204);
    case 'GET /requests':
      return json(200, { requests: journal.requests });
    case 'GET /counters':
      return json(200, journal.counters);
    case 'DELETE ':
      reset();
      return empty(204);
    default:
      return refusal(404, `No such control call. There are: ${calls}.`);
  }
}

const refusal = (status: number, message: string): Answer => json(status, { error: { message } });

const calls = [
  'POST, GET and DELETE /_emulator/faults',
  'GET /_emulator/requests',
  'GET /_emulator/counters',
  'DELETE /_emulator',
].join('; ');
