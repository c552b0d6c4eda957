import { roundsOf } from './effort.ts';
import { measureBurst } from './measure/burst.ts';
import { measureClosed } from './measure/closed.ts';
import { measureColdStarts } from './measure/cold-start.ts';
import { measureCorePart } from './measure/core-part.ts';
import { measureCounted } from './measure/counted.ts';
import { measureGarbage } from './measure/garbage.ts';
import type { Measurement } from './measure/measurement.ts';
import { measureMicro } from './measure/micro.ts';
import { measureOpen } from './measure/open.ts';
import { measureSdk } from './measure/sdk.ts';
import { measureSizes } from './measure/size.ts';
import { warmUpProcess } from './measure/warm-up.ts';
import { isShared, type Scenario, type Shared } from './scenarios.ts';
import { type Session, startVariants, stopAll } from './session.ts';
import type { RunningVariant } from './variants/variant.ts';
import { variantsOf } from './variants/variants-of.ts';

/** Measures every scenario: first those whose variants serve in the same processes, then the rest. */
export async function runScenarios(session: Session, scenarios: readonly Scenario[]): Promise<readonly Measurement[]> {
  const measured = [...(await runShared(session, scenarios.filter(isShared)))];
  for (const scenario of scenarios) {
    if (isShared(scenario)) continue;
    session.say(`${scenario.id}: ${scenario.title}`);
    measured.push(...(await orNothing(session, scenario.id, () => runAlone(session, scenario))));
  }
  return measured;
}

/** Each round in fresh processes. Scenarios of lesser weight take part in the first rounds only. */
async function runShared(session: Session, scenarios: readonly Shared[]): Promise<readonly Measurement[]> {
  const roundsIn = (scenario: Shared) => roundsOf(scenario, session.effort);
  const rounds = Math.max(0, ...scenarios.map(roundsIn));
  const measured: Measurement[] = [];
  for (let round = 0; round < rounds; round++) {
    const chosen = scenarios.filter((scenario) => roundsIn(scenario) > round && !session.failed.includes(scenario.id));
    session.say(`Round ${round + 1} of ${rounds}`);
    measured.push(...(await runRound(session, chosen, round)));
  }
  return measured;
}

async function runRound(session: Session, scenarios: readonly Shared[], round: number) {
  const { effort, say, upstream } = session;
  const ids = new Set(scenarios.flatMap((scenario) => variantsOf(scenario, effort)));
  const running = await startVariants(session, [...ids], upstream.url);
  say(`Warming up ${[...ids].join(', ')}`);
  for (const variant of running) await warmUpProcess(session, variant, largerWorkloads(scenarios));
  const measured: Measurement[] = [];
  for (const scenario of scenarios) {
    say(`${scenario.id}: ${scenario.title}`);
    upstream.setSlow(scenario.kind === 'open');
    const wanted = variantsOf(scenario, effort);
    const chosen = running.filter(({ id }) => wanted.includes(id));
    measured.push(...(await orNothing(session, scenario.id, () => measureShared(session, scenario, chosen, round))));
  }
  upstream.setSlow(false);
  await stopAll(running);
  return measured;
}

/** The workloads that follow S in the warm-up. None where only S is measured, which keeps such a run short. */
const largerWorkloads = (scenarios: readonly Shared[]) =>
  scenarios.every((scenario) => scenario.kind === 'closed' && scenario.workload === 'S') ? [] : (['M', 'L'] as const);

function measureShared(session: Session, scenario: Shared, running: readonly RunningVariant[], round: number) {
  switch (scenario.kind) {
    case 'closed':
      return measureClosed(session, scenario, running, round);
    case 'counted':
      return measureCounted(session, scenario, running, round);
    case 'open':
      return measureOpen(session, scenario, running, round);
  }
}

function runAlone(session: Session, scenario: Exclude<Scenario, Shared>): Promise<readonly Measurement[]> {
  switch (scenario.kind) {
    case 'burst':
      return measureBurst(session, scenario);
    case 'sdk':
      return measureSdk(session, scenario);
    case 'garbage':
      return measureGarbage(session, scenario);
    case 'cold-start':
      return measureColdStarts(session, scenario);
    case 'size':
      return measureSizes(scenario);
    case 'micro':
      return measureMicro(session, scenario);
    case 'core-part':
      return measureCorePart(session, scenario);
  }
}

/** A scenario that fails must not take the others' figures with it. */
async function orNothing(
  { failed, skipped, say }: Session,
  id: string,
  measure: () => Promise<readonly Measurement[]>,
): Promise<readonly Measurement[]> {
  try {
    return await measure();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    failed.push(id);
    skipped.set(id, message);
    say(`  failed: ${message}`);
    return [];
  }
}
