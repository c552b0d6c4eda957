/** One kind of request at a fixed rate. */
export interface Stream {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyFile: string;
  readonly perSecond: number;
}

/** What programs/paced-client.ts reads. */
export interface PacedOrder {
  readonly streams: readonly Stream[];
  readonly seconds: number;
  /** The first requests open connections and warm caches; they are sent like all others, and left out. */
  readonly warmUpSeconds: number;
}

/** Latencies are from when a request was due, so that a server that makes the client wait cannot hide it. */
export interface StreamResult {
  readonly name: string;
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
}

/** What programs/burst-client.ts reads. */
export interface BurstOrder extends Omit<Stream, 'name' | 'perSecond'> {
  readonly requests: number;
  readonly timeoutSeconds: number;
}

export interface BurstResult {
  readonly answered: number;
  readonly errors: number;
  readonly seconds: number;
  /** How many of which status; 0 is no answer at all. */
  readonly statuses: Readonly<Record<string, number>>;
}
