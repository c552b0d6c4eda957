import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerControl, isControl } from './control.ts';
import type { Emulation } from './emulation.ts';
import { describe, receive } from './receive.ts';
import { respond } from './respond.ts';
import { send } from './send.ts';

type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the server does with a request. Control calls are answered where there is a `reset`. */
export function createHandler(emulation: Emulation, reset: (() => void) | undefined): Handler {
  const { journal, clock, faces } = emulation;
  const maxBytes = Math.max(faces.container?.settings.maxBodyBytes ?? 0, faces.hosted?.settings.maxBodyBytes ?? 0);
  return async (message, response) => {
    const now = clock.now();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const request = await receive(message, maxBytes, now).catch(() => undefined);
    if (request === undefined) {
      journal.receive(describe(message, now)).abort();
      return;
    }
    if (reset !== undefined && isControl(request.path)) {
      await send(response, { answer: answerControl(request, emulation, reset) });
      return;
    }
    const entry = journal.receive(request);
    const reply = await respond(request, emulation, gone.signal);
    if (gone.signal.aborted) {
      entry.abort();
      return;
    }
    const { connection } = reply;
    // Before it is sent: whoever has the answer finds it in the journal.
    if (connection === undefined) entry.answer('answered', reply.answer.status);
    else entry.answer('spoiled', connection === 'cut' ? reply.answer.status : undefined);
    response.once('close', () => {
      if (connection === undefined && !response.writableFinished) entry.abort();
    });
    await send(response, reply);
  };
}
