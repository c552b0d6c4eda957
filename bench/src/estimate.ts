import { type Effort, roundsOf } from './effort.ts';
import type { Scenario } from './scenarios.ts';
import { variantsOf } from './variants/variants-of.ts';

/** Seconds that starting a load generator or a client takes, beyond the time that it measures. */
const overhead = { closed: 0.15, large: 0.2, open: 1, client: 0.5, coldStart: 0.7, micro: 3 } as const;
/** Seconds until every variant serves; LiteLLM takes the most of it. */
const startUp = 10;
/** Processes that are not warm after a second or two: ours and Portkey. The others are six. */
const slowToWarm = 2;
const warmUps = 6 * 2 + slowToWarm * 2;

/** About how many seconds these scenarios take where the peers are installed. */
export function estimateSeconds(scenarios: readonly Scenario[], effort: Effort): number {
  const fixed = startUp + warmUps + slowToWarm * effort.firstWarmUpSeconds;
  return scenarios.reduce((sum, scenario) => sum + secondsOf(scenario, effort), fixed);
}

function secondsOf(scenario: Scenario, effort: Effort): number {
  const rounds = roundsOf(scenario, effort);
  switch (scenario.kind) {
    case 'closed': {
      const each = effort.warmUpSeconds + rounds * (effort.seconds + overhead.closed);
      return variantsOf(scenario, effort).length * each;
    }
    case 'counted':
      return variantsOf(scenario, effort).length * (rounds + 1) * scenario.requests * overhead.large;
    case 'open':
      return variantsOf(scenario, effort).length * rounds * (effort.openSeconds + overhead.open);
    case 'burst':
      // With a bounded number of bytes in flight, a thousand bodies take several turns of the upstream's delay.
      return variantsOf(scenario, effort).length * (3 + (6 * scenario.delayMs) / 1000);
    case 'sdk': {
      const turns = scenario.workloads.length * (rounds + 1) - 1;
      return scenario.clients.length * (overhead.client + effort.sdkWarmUpSeconds + turns * effort.sdkSeconds);
    }
    case 'cold-start':
      return (effort.coldStarts + 1) * 2 * overhead.coldStart;
    case 'micro':
      return overhead.micro + 33 * effort.microSeconds * 1.5;
    case 'size':
      return 1;
  }
}
