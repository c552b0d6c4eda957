import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import { folderOf } from '../peers/install.ts';
import type { Child } from '../processes/children.ts';
import { programFile } from '../processes/programs.ts';
import type { Session } from '../session.ts';
import type { ClientId, ClientOrder, ClientResult, ClientTurn } from './order.ts';

/** Calls in flight at once in each client. */
const parallel = 8;

export interface RunningClient {
  readonly id: ClientId;
  readonly child: Child;
}

/** Starts a client in a process of its own, on the core that is measured. */
export function startClient({ children, cores, upstream, peers }: Session, id: ClientId): RunningClient {
  const order: ClientOrder = {
    client: id,
    upstream: upstream.url,
    parallel,
    peers: folderOf(peers, 'clients'),
  };
  const file = join(cacheFolder, `client-order-${id}.json`);
  writeFileSync(file, JSON.stringify(order));
  const child = children.start({
    name: `sdk-${id}`,
    command: process.execPath,
    args: ['--experimental-import-meta-resolve', '--no-warnings', programFile('sdk-client'), file],
    core: cores.variant,
    env: { NODE_ENV: 'production' },
    ipc: true,
  });
  return { id, child };
}

/** Lets a client call for a while; it counts its own calls. Throws what it said where it ended instead. */
export async function takeTurn({ id, child }: RunningClient, turn: ClientTurn): Promise<ClientResult> {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = once(child.process, 'exit', { signal }).then(() => {
    throw new Error(`${id} ended: ${child.lastWords()}`);
  });
  // Whichever comes second is not waited for any more.
  ended.catch(() => {});
  child.process.send(turn);
  const limit = AbortSignal.timeout((turn.seconds + 60) * 1000);
  const answered = once(child.process, 'message', { signal: AbortSignal.any([signal, limit]) });
  try {
    const [result] = (await Promise.race([answered, ended])) as [ClientResult];
    return result;
  } finally {
    answered.catch(() => {});
    controller.abort();
  }
}
