import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import { folderOf } from '../peers/install.ts';
import type { Child } from '../processes/children.ts';
import { programFile } from '../processes/programs.ts';
import type { Sdk } from '../scenarios.ts';
import type { ClientId, ClientOrder, ClientResult, ClientTurn } from '../sdk/order.ts';
import type { Session } from '../session.ts';
import type { Measurement } from './measurement.ts';
import { inRounds } from './rounds.ts';

/** Calls under way at once in each client. */
const parallel = 8;

interface RunningClient {
  readonly id: ClientId;
  readonly child: Child;
}

/** Each client in a process of its own, warmed up, and then in turns. */
export async function measureSdk(session: Session, scenario: Sdk): Promise<readonly Measurement[]> {
  const { effort } = session;
  const running = ableClients(session, scenario).map((id) => startClient(session, id));
  const measured: Measurement[] = [];
  for (const [position, workload] of scenario.workloads.entries()) {
    // The first one finds nothing compiled.
    const warmUpSeconds = position === 0 ? effort.sdkWarmUpSeconds : effort.sdkSeconds;
    for (const client of running) await takeTurn(client, { workload, seconds: warmUpSeconds });
    const turn = { workload, seconds: effort.sdkSeconds };
    const rounds = await inRounds(running, scenario, effort, async (client, round) => {
      const { calls, seconds, errors, cpuMicros, importMs } = await takeTurn(client, turn);
      const values = { requestsPerSecond: (calls - errors) / seconds, errors, cpuMicros, importMs };
      return { scenario: `${scenario.id}/${workload}`, variant: client.id, round, values };
    });
    measured.push(...rounds);
  }
  await Promise.all(running.map(({ child }) => child.stop()));
  return measured;
}

function ableClients({ peers, skipped }: Session, { clients }: Sdk): readonly ClientId[] {
  const found = peers.get('clients');
  if (found === undefined || 'folder' in found) return clients;
  skipped.set('ai-sdk and cohere-ai', found.missing);
  return clients.filter((id) => id === 'undici' || id === 'openrerank-sdk');
}

function startClient({ children, cores, upstream, peers }: Session, id: ClientId): RunningClient {
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
async function takeTurn({ id, child }: RunningClient, turn: ClientTurn): Promise<ClientResult> {
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
