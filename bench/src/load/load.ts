/** One request, as often as asked for. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyFile: string;
}

/** A closed loop: each connection sends the next request when the last one is answered. */
export interface LoadGenerator {
  /** With version, for the report. */
  readonly name: string;
  run(target: Target, load: { readonly connections: number; readonly seconds: number }): Promise<LoadResult>;
}

export interface LoadResult {
  /** Answered, errors included. */
  readonly requests: number;
  readonly seconds: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
}
