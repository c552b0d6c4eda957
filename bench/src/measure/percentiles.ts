import type { Measurement } from './measurement.ts';

interface Percentiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
}

/** Those that mean something: of few requests, the slowest one would pass for a percentile. */
export const percentiles = ({ p50Ms, p99Ms, p999Ms }: Percentiles, requests: number): Measurement['values'] => ({
  ...(requests >= 1 && { p50Ms }),
  ...(requests >= 100 && { p99Ms }),
  ...(requests >= 1000 && { p999Ms }),
});
