import { measureBurst } from './measure/burst.ts';
import { measureClosed } from './measure/closed.ts';
import { measureColdStarts } from './measure/cold-start.ts';
import { measureCounted } from './measure/counted.ts';
import type { Measurement } from './measure/measurement.ts';
import { measureMicro } from './measure/micro.ts';
import { measureOpen } from './measure/open.ts';
import { measureSdk } from './measure/sdk.ts';
import { measureSizes } from './measure/size.ts';
import { warmUpProcess } from './measure/warm-up.ts';
import type { Scenario } from './scenarios.ts';
import { type Session, startVariants, stopAll } from './session.ts';
import type { RunningVariant } from './variants/variant.ts';
import { variantsOf } from './variants/variants-of.ts';

type Kind<Name> = Extract<Scenario, { readonly kind: Name }>;
/** Scenarios whose variants serve one after the other in the same processes. */
type Shared = Kind<'closed' | 'counted' | 'open'>;

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

const isShared = (scenario: Scenario): scenario is Shared =>
  scenario.kind === 'closed' || scenario.kind === 'counted' || scenario.kind === 'open';

async function runShared(session: Session, scenarios: readonly Shared[]): Promise<readonly Measurement[]> {
  const { effort, say, upstream } = session;
  const ids = new Set(scenarios.flatMap((scenario) => variantsOf(scenario, effort)));
  const running = await startVariants(session, [...ids], upstream.url);
  say(`Warming up ${[...ids].join(', ')}`);
  for (const variant of running) await warmUpProcess(session, variant);
  const measured: Measurement[] = [];
  for (const scenario of scenarios) {
    say(`${scenario.id}: ${scenario.title}`);
    upstream.setSlow(scenario.kind === 'open');
    const wanted = variantsOf(scenario, effort);
    const chosen = running.filter(({ id }) => wanted.includes(id));
    measured.push(...(await orNothing(session, scenario.id, () => measureShared(session, scenario, chosen))));
  }
  upstream.setSlow(false);
  await stopAll(running);
  return measured;
}

function measureShared(session: Session, scenario: Shared, running: readonly RunningVariant[]) {
  switch (scenario.kind) {
    case 'closed':
      return measureClosed(session, scenario, running);
    case 'counted':
      return measureCounted(session, scenario, running);
    case 'open':
      return measureOpen(session, scenario, running);
  }
}

function runAlone(session: Session, scenario: Exclude<Scenario, Shared>): Promise<readonly Measurement[]> {
  switch (scenario.kind) {
    case 'burst':
      return measureBurst(session, scenario);
    case 'sdk':
      return measureSdk(session, scenario);
    case 'cold-start':
      return measureColdStarts(session, scenario);
    case 'size':
      return measureSizes(scenario);
    case 'micro':
      return measureMicro(session, scenario);
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
