import type { Weight } from './scenarios.ts';

/** How thoroughly to measure. All times in seconds. */
export interface Effort {
  readonly name: 'quick' | 'full';
  /** Alternated: every variant once, then every variant again. */
  readonly rounds: Readonly<Record<Weight, number>>;
  /** Of one round in a closed loop. wrk takes whole seconds. */
  readonly seconds: number;
  /** Of a process when it has started, at most. */
  readonly firstWarmUpSeconds: number;
  /** Of each variant in each scenario. */
  readonly warmUpSeconds: number;
  /** Of one round in an open loop. */
  readonly openSeconds: number;
  readonly sdkWarmUpSeconds: number;
  readonly sdkSeconds: number;
  readonly coldStarts: number;
  readonly microSeconds: number;
}

export const efforts = {
  quick: {
    name: 'quick',
    rounds: { main: 3, lesser: 2, once: 1 },
    seconds: 1,
    firstWarmUpSeconds: 6,
    warmUpSeconds: 0.2,
    openSeconds: 1.5,
    sdkWarmUpSeconds: 2.5,
    sdkSeconds: 0.4,
    coldStarts: 4,
    microSeconds: 0.05,
  },
  full: {
    name: 'full',
    rounds: { main: 5, lesser: 3, once: 2 },
    seconds: 3,
    firstWarmUpSeconds: 20,
    warmUpSeconds: 1,
    openSeconds: 6,
    sdkWarmUpSeconds: 10,
    sdkSeconds: 2,
    coldStarts: 15,
    microSeconds: 1,
  },
} as const satisfies Record<string, Effort>;

/** The quick benchmark ends within this many seconds where the peers are installed. */
export const quickLimitSeconds = 240;

export const roundsOf = ({ weight = 'main' }: { readonly weight?: Weight }, { rounds }: Effort): number =>
  rounds[weight];
