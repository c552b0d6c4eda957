import type { WorkloadId } from '../workloads/workloads.ts';

export type ClientId = 'undici-dispatch' | 'undici-request' | 'openrerank-sdk' | 'ai-sdk' | 'cohere-ai';

/** What programs/sdk-client.ts reads when it starts. */
export interface ClientOrder {
  readonly client: ClientId;
  readonly upstream: string;
  /** Calls under way at the same time. */
  readonly parallel: number;
  /** Where the peers are installed. */
  readonly peers: string | undefined;
}

/** What it is told, as often as wanted. */
export interface ClientTurn {
  readonly workload: WorkloadId;
  readonly seconds: number;
  /** Default no: counting costs time, so the turn's other figures are not for use. */
  readonly countsAllocation?: boolean;
}

/** What it answers. */
export interface ClientResult {
  readonly calls: number;
  readonly errors: number;
  readonly seconds: number;
  /** Of the whole process, per call. */
  readonly cpuMicros: number;
  /** From the start of its import until the client was there, in milliseconds. */
  readonly importMs: number;
  /** Allocated on the heap per call, in kB of 1,000 bytes, where the turn counts it. */
  readonly garbageKb?: number | undefined;
}
