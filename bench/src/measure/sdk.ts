import { roundsOf } from '../effort.ts';
import type { Sdk } from '../scenarios.ts';
import type { ClientId } from '../sdk/order.ts';
import { type RunningClient, startClient, takeTurn } from '../sdk/running-client.ts';
import type { Session } from '../session.ts';
import type { Measurement } from './measurement.ts';
import { inTurn } from './rounds.ts';

/** Each client in a process of its own, fresh for each round: warmed up, and then in turns with the others. */
export async function measureSdk(session: Session, scenario: Sdk): Promise<readonly Measurement[]> {
  const ids = ableClients(session, scenario);
  const measured: Measurement[] = [];
  for (let round = 0; round < roundsOf(scenario, session.effort); round++) {
    const running = ids.map((id) => startClient(session, id));
    measured.push(...(await measureRound(session, scenario, running, round)));
    await Promise.all(running.map(({ child }) => child.stop()));
  }
  return measured;
}

async function measureRound(
  { effort }: Session,
  scenario: Sdk,
  running: readonly RunningClient[],
  round: number,
): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const [position, workload] of scenario.workloads.entries()) {
    // The first workload finds nothing compiled.
    const warmUpSeconds = position === 0 ? effort.processWarmUpSeconds : effort.sdkSeconds;
    for (const client of running) await takeTurn(client, { workload, seconds: warmUpSeconds });
    const turns = await inTurn(running, round, async (client) => {
      const turn = { workload, seconds: effort.sdkSeconds };
      const { calls, seconds, errors, cpuMicros, importMs } = await takeTurn(client, turn);
      const values = { requestsPerSecond: (calls - errors) / seconds, errors, cpuMicros, importMs };
      return { scenario: `${scenario.id}/${workload}`, variant: client.id, round, values };
    });
    measured.push(...turns);
  }
  return measured;
}

function ableClients({ peers, skipped }: Session, { clients }: Sdk): readonly ClientId[] {
  const found = peers.get('clients');
  if (found === undefined || 'folder' in found) return clients;
  skipped.set('ai-sdk and cohere-ai', found.missing);
  return clients.filter((id) => id !== 'ai-sdk' && id !== 'cohere-ai');
}
