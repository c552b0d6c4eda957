/** What is measured, with its unit. */
export const metrics = {
  requestsPerSecond: 'requests/s',
  cpuMicros: 'µs of CPU per request',
  garbageKb: 'kB allocated on the heap per request',
  p50Ms: 'ms',
  p99Ms: 'ms',
  p999Ms: 'ms',
  rssMb: 'MB',
  peakRssMb: 'MB',
  loopDelayP99Ms: 'ms',
  errors: 'errors',
  answered: 'answers',
  /** How much of its core the variant used itself: below about 90 % something else was the limit. */
  usedPercent: '% of the core',
  /** What everything else took of the variant's core: the kernel's network work for it, and other programs. */
  otherPercent: '% of the core',
  stealPercent: '% of the core',
  startMs: 'ms',
  importMs: 'ms',
  gzippedKb: 'kB',
  micros: 'µs',
} as const;

export type Metric = keyof typeof metrics;

/** One round of one variant in one scenario. A scenario that measures several things at once has ids such as `mix/S`. */
export interface Measurement {
  readonly scenario: string;
  readonly variant: string;
  readonly round: number;
  readonly values: Readonly<Partial<Record<Metric, number>>>;
}
