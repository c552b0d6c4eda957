import { measureBurst } from './measure/burst.ts';
import { measureClosed } from './measure/closed.ts';
import { measureColdStarts } from './measure/cold-start.ts';
import { measureCounted } from './measure/counted.ts';
import type { Measurement } from './measure/measurement.ts';
import { measureMicro } from './measure/micro.ts';
import { measureOpen } from './measure/open.ts';
import { measureSdk } from './measure/sdk.ts';
import { measureSizes } from './measure/size.ts';
import { warmUp } from './measure/warm-up.ts';
import { openLoopDelayMs, type Scenario } from './scenarios.ts';
import { type Session, startVariants, stopAll, targetOf } from './session.ts';
import type { RunningVariant } from './variants/variant.ts';
import { variantsOf } from './variants/variants-of.ts';

type Kind<Name> = Extract<Scenario, { readonly kind: Name }>;
/** Scenarios whose variants serve one after the other in the same processes. */
type Shared = Kind<'closed' | 'counted' | 'open'>;

/** Measures every scenario: first those in front of the fast upstream, then those in front of the slow one, then the rest. */
export async function runScenarios(session: Session, scenarios: readonly Scenario[]): Promise<readonly Measurement[]> {
  const fast = scenarios.filter((scenario) => scenario.kind === 'closed' || scenario.kind === 'counted');
  const slow = scenarios.filter((scenario) => scenario.kind === 'open');
  const measured = [...(await runShared(session, fast, session.upstream.url))];
  if (slow.length > 0) {
    const upstream = await session.startUpstream(openLoopDelayMs);
    measured.push(...(await runShared(session, slow, upstream.url)));
    await upstream.stop();
  }
  for (const scenario of scenarios) {
    if (scenario.kind === 'closed' || scenario.kind === 'counted' || scenario.kind === 'open') continue;
    session.say(`${scenario.id}: ${scenario.title}`);
    measured.push(...(await orNothing(session, scenario, () => runAlone(session, scenario))));
  }
  return measured;
}

async function runShared(
  session: Session,
  scenarios: readonly Shared[],
  upstreamUrl: string,
): Promise<readonly Measurement[]> {
  const { effort, say } = session;
  const ids = new Set(scenarios.flatMap((scenario) => variantsOf(scenario, effort)));
  const running = await startVariants(session, [...ids], upstreamUrl);
  for (const variant of running) {
    if (variant.child !== undefined) await warmUp(targetOf(variant, 'S'), 8, effort.firstWarmUpSeconds);
  }
  const measured: Measurement[] = [];
  for (const scenario of scenarios) {
    say(`${scenario.id}: ${scenario.title}`);
    const wanted = variantsOf(scenario, effort);
    const chosen = running.filter(({ id }) => wanted.includes(id));
    measured.push(...(await orNothing(session, scenario, () => measureShared(session, scenario, chosen))));
  }
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
  { skipped, say }: Session,
  { id }: Scenario,
  measure: () => Promise<readonly Measurement[]>,
): Promise<readonly Measurement[]> {
  try {
    return await measure();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    skipped.set(id, message);
    say(`  failed: ${message}`);
    return [];
  }
}
