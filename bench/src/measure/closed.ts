import { resetPeak } from '../machine/proc.ts';
import type { ClosedLoop } from '../scenarios.ts';
import { type Session, targetOf } from '../session.ts';
import type { RunningVariant } from '../variants/variant.ts';
import type { Measurement } from './measurement.ts';
import { observe } from './observe.ts';
import { percentiles } from './percentiles.ts';
import { probeAll } from './probe.ts';
import { inTurn } from './rounds.ts';
import { warmUp } from './warm-up.ts';

export async function measureClosed(
  session: Session,
  scenario: ClosedLoop,
  running: readonly RunningVariant[],
  round: number,
): Promise<readonly Measurement[]> {
  const { id, workload, connections } = scenario;
  const able = await probeAll(session, id, workload, running);
  for (const variant of able) {
    await warmUp(targetOf(variant, workload), connections, session.effort.warmUpSeconds);
    if (variant.child !== undefined) resetPeak(variant.child.pid);
  }
  return inTurn(able, round, async (variant) => ({
    scenario: id,
    variant: variant.id,
    round,
    values: await measureOnce(session, scenario, variant),
  }));
}

async function measureOnce(session: Session, { workload, connections }: ClosedLoop, variant: RunningVariant) {
  const { cores, effort, generator } = session;
  const finish = observe(variant, cores.variant);
  const load = await generator.run(targetOf(variant, workload), { connections, seconds: effort.seconds });
  const observed = await finish(load.requests);
  const { requests, seconds, errors } = load;
  return { requestsPerSecond: (requests - errors) / seconds, errors, ...percentiles(load, requests), ...observed };
}
