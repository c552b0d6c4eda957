/** What programs/core-part.ts measures of one way to serve a request. */
export interface Cost {
  /** User and system time of the whole process per request, in microseconds: garbage collection included. */
  readonly cpuMicros: number;
  /** Allocated on the heap per request, in kB of 1,000 bytes. */
  readonly garbageKb: number;
}

/** One after the other in the same process, so that both have the same machine and the same process. */
export interface Pair {
  /** Through the router, the executor and the provider. */
  readonly routed: Cost;
  /** Through a raw dispatch in their place. */
  readonly raw: Cost;
}

/** The rows of the report: what each way costs, and what is left for core. */
export function rowsOf({ routed, raw }: Pair): Readonly<Record<'routed' | 'raw dispatch' | 'core', Cost>> {
  const core = { cpuMicros: routed.cpuMicros - raw.cpuMicros, garbageKb: routed.garbageKb - raw.garbageKb };
  return { routed, 'raw dispatch': raw, core };
}

/** The pair whose difference in CPU is the middle one. A process that was disturbed for a moment has another difference. */
export function middlePair(pairs: readonly Pair[]): Pair | undefined {
  const difference = ({ routed, raw }: Pair) => routed.cpuMicros - raw.cpuMicros;
  return pairs.toSorted((a, b) => difference(a) - difference(b))[(pairs.length - 1) >> 1];
}
