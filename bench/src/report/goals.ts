import type { Metric } from '../measure/measurement.ts';
import type { ClientId } from '../sdk/order.ts';
import type { Spread } from '../statistics.ts';
import { baseVariant } from '../variants/variant.ts';
import type { Figures, Place } from './figures.ts';

export type Bound = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the summary. */
export interface Goal {
  readonly title: string;
  /** Which workload or model of it, if there are several. */
  readonly part: string;
  /** After the number, such as ` MB`; a ratio has none. */
  readonly unit: string;
  readonly value: (figures: Figures) => Spread | undefined;
  /** None is for information. */
  readonly goal?: Bound;
  readonly moonshot?: Bound;
}

const sizes = ['S', 'M', 'L'] as const;
type Three = readonly [number, number, number];

/** The proxy's requests per second as a multiple of another's, for S, M and L. */
const timesAsMany = (title: string, other: string, goals: Three, moonshots: Three): readonly Goal[] =>
  sizes.map((size, index) => ({
    title,
    part: size,
    unit: '',
    value: ratio('requestsPerSecond', [size, 'openrerank'], [size, other]),
    goal: { atLeast: goals[index] as number },
    moonshot: { atLeast: moonshots[index] as number },
  }));

function ratio(metric: Metric, place: Place, to: Place): Goal['value'] {
  return (figures) => figures.ratio(metric, place, to);
}

const cpuPerKb = (scenario: string): Goal => ({
  title: 'CPU per kB of body: proxy / buffered pass-through',
  part: scenario,
  unit: '',
  value: ratio('cpuMicros', [scenario, 'openrerank'], [scenario, baseVariant]),
  goal: { atMost: 1.3 },
  moonshot: { atMost: 0.8 },
});

const throughput: readonly Goal[] = [
  ...timesAsMany('requests/s: proxy / buffered pass-through', baseVariant, [0.8, 0.7, 0.9], [1.1, 1.3, 1.2]),
  ...timesAsMany('requests/s: proxy / naive JSON proxy', 'naive', [1, 3, 4], [1.3, 5, 6]),
  ...timesAsMany('requests/s: proxy / Portkey, which forwards unread', 'portkey', [10, 10, 10], [15, 18, 20]),
  ...timesAsMany('requests/s per core: proxy / LiteLLM', 'litellm', [25, 20, 20], [50, 50, 50]),
  {
    title: 'requests/s: all 1,000 documents echoed, proxy / naive',
    part: '',
    unit: '',
    value: ratio('requestsPerSecond', ['echo', 'openrerank'], ['echo', 'naive']),
    goal: { atLeast: 4 },
    moonshot: { atLeast: 6 },
  },
  {
    title: 'requests/s: 600 documents in two parts, proxy / buffered pass-through',
    part: '',
    unit: '',
    value: ratio('requestsPerSecond', ['split', 'openrerank'], ['split', baseVariant]),
    goal: { atLeast: 0.5 },
    moonshot: { atLeast: 0.7 },
  },
];

const cpu: readonly Goal[] = [
  ...['M', 'L', '10k', '100MB'].map(cpuPerKb),
  {
    title: 'CPU per kB of body: proxy / buffered pass-through',
    part: '100 MB against M: not growing (10 % for noise)',
    unit: '',
    value: growth('M', '100MB'),
    goal: { atMost: 1.1 },
  },
];

const latency: readonly Goal[] = [
  ...sizes.map(
    (size, index): Goal => ({
      title: 'p50 at one connection: proxy / buffered pass-through',
      part: size,
      unit: '',
      value: ratio('p50Ms', [`${size}-alone`, 'openrerank'], [`${size}-alone`, baseVariant]),
      goal: { atMost: ([1.3, 1.4, 1.5] as const)[index] as number },
      moonshot: { atMost: ([1.1, 1.15, 1.2] as const)[index] as number },
    }),
  ),
  {
    title: "a small request's p50 under L traffic: proxy / buffered pass-through",
    part: '',
    unit: '',
    value: ratio('p50Ms', ['mix/S', 'openrerank'], ['mix/S', baseVariant]),
    goal: { atMost: 1.15 },
    moonshot: { atMost: 1.05 },
  },
];

const process: readonly Goal[] = [
  {
    title: '1,000 concurrent L requests',
    part: 'answered',
    unit: '',
    value: (figures) => figures.spread(['burst', 'openrerank'], 'answered'),
    goal: { atLeast: 1000 },
  },
  {
    title: '1,000 concurrent L requests',
    part: 'peak RSS',
    unit: ' MB',
    value: (figures) => figures.spread(['burst', 'openrerank'], 'peakRssMb'),
    goal: { atMost: 512 },
    moonshot: { atMost: 256 },
  },
  {
    title: 'cold start to the first 200: proxy / bare node:http',
    part: '',
    unit: '',
    value: ratio('startMs', ['cold-start', 'openrerank'], ['cold-start', 'bare']),
    goal: { atMost: 2.5 },
    moonshot: { atMost: 1.5 },
  },
];

/** The least that a client of undici takes: the base of the sdk's ratios. */
const bareUndici = 'undici-dispatch' satisfies ClientId;

/**
 * Allocated for a call of S by the sdk before calls were planned once: commit 5f329bb, Node 20.20.2, the median of the row
 * `openrerank-sdk` of `pnpm bench --only garbage`. The figure does not depend on the machine's speed.
 */
const sdkGarbageBeforeKb = 23.1;

const garbage = (part: string, variant: string, bounds: Pick<Goal, 'goal' | 'moonshot'> = {}): Goal => ({
  title: 'allocated per request of S',
  part,
  unit: ' kB',
  value: (figures) => figures.spread(['garbage', variant], 'garbageKb'),
  ...bounds,
});

const allocation: readonly Goal[] = [
  garbage(`sdk (before: ${sdkGarbageBeforeKb} kB)`, 'openrerank-sdk', { goal: { atMost: sdkGarbageBeforeKb / 2 } }),
  garbage('bare undici dispatch', bareUndici),
  garbage('proxy', 'openrerank', { goal: { atMost: 22 } }),
  garbage('buffered pass-through', baseVariant),
];

const corePart: readonly Goal[] = [
  {
    title: "core's part of a proxied S request: routing, executor, provider",
    part: 'CPU',
    unit: ' µs',
    value: (figures) => figures.spread(['core-part', 'core'], 'cpuMicros'),
    goal: { atMost: 12 },
  },
  {
    title: "core's part of a proxied S request: routing, executor, provider",
    part: 'allocated',
    unit: ' kB',
    value: (figures) => figures.spread(['core-part', 'core'], 'garbageKb'),
  },
];

const sdk: readonly Goal[] = [
  ...sizes.map(
    (size, index): Goal => ({
      title: 'CPU per call: sdk / bare undici dispatch',
      part: size,
      unit: '',
      value: ratio('cpuMicros', [`sdk/${size}`, 'openrerank-sdk'], [`sdk/${size}`, bareUndici]),
      goal: { atMost: ([1.15, 1.05, 1.05] as const)[index] as number },
      moonshot: { atMost: 1 },
    }),
  ),
  {
    title: 'CPU per call: sdk / undici request',
    part: 'S',
    unit: '',
    value: ratio('cpuMicros', ['sdk/S', 'openrerank-sdk'], ['sdk/S', 'undici-request']),
  },
  {
    title: 'CPU per call: sdk / cohere-ai',
    part: 'S',
    unit: '',
    value: ratio('cpuMicros', ['sdk/S', 'openrerank-sdk'], ['sdk/S', 'cohere-ai']),
    goal: { atMost: 0.333 },
  },
  ...(['core', 'sdk'] as const).map(
    (entry): Goal => ({
      title: 'size, gzipped, zod and undici apart',
      part: entry === 'sdk' ? 'sdk with core' : entry,
      unit: ' kB',
      value: (figures) => figures.spread(['size', entry], 'gzippedKb'),
      goal: { atMost: entry === 'core' ? 7 : 12 },
      moonshot: { atMost: entry === 'core' ? 5 : 8 },
    }),
  ),
];

/** Every line, in the order of the summary. */
export const goals: readonly Goal[] = [
  ...throughput,
  ...cpu,
  ...latency,
  ...process,
  ...corePart,
  ...sdk,
  ...allocation,
];

/** How the ratio of CPU changes from one size to another: 1 is not at all. */
function growth(from: string, to: string): Goal['value'] {
  return (figures) => {
    const [small, large] = [from, to].map((id) => figures.ratio('cpuMicros', [id, 'openrerank'], [id, baseVariant]));
    if (small === undefined || large === undefined) return undefined;
    const median = large.median / small.median;
    return { median, min: large.min / small.max, max: large.max / small.min };
  };
}
