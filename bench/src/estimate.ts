import { type Effort, roundsOf } from './effort.ts';
import { isShared, type Scenario } from './scenarios.ts';
import { variantsOf } from './variants/variants-of.ts';

/** Seconds that starting a load generator or a client takes, beyond the time that it measures. */
const overhead = { closed: 0.15, large: 0.2, open: 1, client: 0.5, coldStart: 0.7, micro: 3 } as const;
/** Seconds until every variant serves; LiteLLM takes the most of it. */
const startUp = { litellm: 9, others: 0.3 } as const;
/** Of processes that V8 does not compile. */
const interpretedWarmUp = 1;
/** A second of M and one of L, which follow the small requests. */
const largerWarmUp = 2;

/** About how many seconds these scenarios take where the peers are installed. */
export function estimateSeconds(scenarios: readonly Scenario[], effort: Effort): number {
  return scenarios.reduce((sum, scenario) => sum + secondsOf(scenario, effort), freshProcesses(scenarios, effort));
}

/** Starting and warming up the processes that closed, counted and open scenarios share, in each round anew. */
function freshProcesses(scenarios: readonly Scenario[], effort: Effort): number {
  const shared = scenarios.filter(isShared);
  const rounds = Math.max(0, ...shared.map((scenario) => roundsOf(scenario, effort)));
  const perRound = Array.from({ length: rounds }, (_, round) => {
    const chosen = shared.filter((scenario) => roundsOf(scenario, effort) > round);
    const ids = new Set(chosen.flatMap((scenario) => variantsOf(scenario, effort)));
    ids.delete('direct');
    const litellm = ids.delete('litellm') ? startUp.litellm + interpretedWarmUp + largerWarmUp : 0;
    return litellm + ids.size * (startUp.others + effort.processWarmUpSeconds + largerWarmUp);
  });
  return perRound.reduce((sum, seconds) => sum + seconds, 0);
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
      // Each workload but the first has a turn to warm up and one that counts.
      const turns = scenario.workloads.length * 2 - 1;
      const each = overhead.client + effort.processWarmUpSeconds + turns * effort.sdkSeconds;
      return rounds * scenario.clients.length * each;
    }
    case 'garbage': {
      const processes = scenario.clients.length + variantsOf(scenario, effort).length;
      return rounds * processes * (overhead.client + effort.processWarmUpSeconds + effort.seconds);
    }
    case 'cold-start':
      return (effort.coldStarts + 1) * 2 * overhead.coldStart;
    case 'micro':
      return overhead.micro + 33 * effort.microSeconds * 1.5;
    case 'core-part':
      return rounds * (overhead.client + effort.processWarmUpSeconds + 6 * effort.sdkSeconds);
    case 'size':
      return 1;
  }
}
