import { once } from 'node:events';
import { roundsOf } from '../effort.ts';
import type { Garbage } from '../scenarios.ts';
import type { ClientId } from '../sdk/order.ts';
import { startClient, takeTurn } from '../sdk/running-client.ts';
import { type Session, startVariants, stopAll, targetOf } from '../session.ts';
import type { RunningVariant, VariantId } from '../variants/variant.ts';
import { variantsOf } from '../variants/variants-of.ts';
import type { Measurement } from './measurement.ts';
import { probeAll } from './probe.ts';
import { warmUpProcess } from './warm-up.ts';

/** Each variant and each client fresh and warmed up: compiled code allocates less than interpreted code does. */
export async function measureGarbage(session: Session, scenario: Garbage): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (let round = 0; round < roundsOf(scenario, session.effort); round++) {
    for (const client of scenario.clients) measured.push(await measureClient(session, scenario, client, round));
    for (const variant of variantsOf(scenario, session.effort)) {
      measured.push(...(await measureVariant(session, scenario, variant, round)));
    }
  }
  return measured;
}

async function measureClient(
  session: Session,
  { id, workload }: Garbage,
  variant: ClientId,
  round: number,
): Promise<Measurement> {
  const { effort } = session;
  const client = startClient(session, variant);
  await takeTurn(client, { workload, seconds: effort.processWarmUpSeconds });
  const { garbageKb, errors } = await takeTurn(client, { workload, seconds: effort.seconds, countsAllocation: true });
  await client.child.stop();
  return { scenario: id, variant, round, values: { errors, ...(garbageKb !== undefined && { garbageKb }) } };
}

async function measureVariant(
  session: Session,
  { id, workload, connections }: Garbage,
  variant: VariantId,
  round: number,
): Promise<readonly Measurement[]> {
  const { effort, generator, upstream } = session;
  const running = await startVariants(session, [variant], upstream.url);
  const able = await probeAll(session, id, workload, running);
  const measured: Measurement[] = [];
  for (const server of able) {
    await warmUpProcess(session, server, []);
    server.child?.process.send('count-allocation');
    const { requests, errors } = await generator.run(targetOf(server, workload), {
      connections,
      seconds: effort.seconds,
    });
    const values = { garbageKb: (await readAllocation(server)) / requests / 1000, errors };
    measured.push({ scenario: id, variant, round, values });
  }
  await stopAll(running);
  return measured;
}

async function readAllocation({ id, child }: RunningVariant): Promise<number> {
  if (child === undefined) throw new Error(`${id} has no process whose allocation could be counted.`);
  const reply = once(child.process, 'message', { signal: AbortSignal.timeout(5_000) });
  child.process.send('read-allocation');
  const [{ allocatedBytes }] = (await reply) as [{ readonly allocatedBytes: number }];
  return allocatedBytes;
}
