import type { Weight } from './scenarios.ts';

/** How thoroughly to measure. All times in seconds. */
export interface Effort {
  readonly name: 'quick' | 'full';
  /** Each in fresh processes: one process in five is 1.5 to 2 times slower than its equals for its whole life. */
  readonly rounds: Readonly<Record<Weight, number>>;
  /** Of one round in a closed loop. wrk takes whole seconds. */
  readonly seconds: number;
  /** Of a fresh process. Requests per second rise until the eighth second: before it, a round measures the compiler. */
  readonly processWarmUpSeconds: number;
  /** Of each variant in each scenario. */
  readonly warmUpSeconds: number;
  /** Of one round in an open loop. */
  readonly openSeconds: number;
  readonly sdkSeconds: number;
  readonly coldStarts: number;
  readonly microSeconds: number;
}

export const efforts = {
  quick: {
    name: 'quick',
    rounds: { main: 3, lesser: 2, once: 1 },
    seconds: 1,
    processWarmUpSeconds: 3,
    warmUpSeconds: 0.2,
    openSeconds: 1.5,
    sdkSeconds: 0.4,
    coldStarts: 4,
    microSeconds: 0.05,
  },
  full: {
    name: 'full',
    rounds: { main: 5, lesser: 3, once: 2 },
    seconds: 3,
    processWarmUpSeconds: 8,
    warmUpSeconds: 1,
    openSeconds: 6,
    sdkSeconds: 2,
    coldStarts: 15,
    microSeconds: 1,
  },
} as const satisfies Record<string, Effort>;

/** The quick benchmark ends within this many seconds where the peers are installed. */
export const quickLimitSeconds = 420;

export const roundsOf = ({ weight = 'main' }: { readonly weight?: Weight }, { rounds }: Effort): number =>
  rounds[weight];
