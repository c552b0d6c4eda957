import type { RerankErrorCode } from '@openrerank/core';

/** What a thread is started for. */
export type Task =
  | { readonly model: 'encoder' }
  | { readonly model: 'cross-encoder' /** Absolute. */; readonly folder: string };

/** To a thread: texts to score, or that nobody waits for an earlier question's answer any more. */
export type Question =
  | { readonly id: number; readonly query: string; readonly texts: readonly string[] }
  | { readonly id: number; readonly cancelled: true };

/** From a thread: a score for each text, or why there is none. */
export type Answer =
  | { readonly id: number; readonly scores: Float64Array }
  | { readonly id: number; readonly failure: Failure };

/** A `RerankError` as far as it can go from one thread to another. */
export interface Failure {
  readonly code: RerankErrorCode;
  readonly message: string;
  readonly retryable: boolean;
}

/** Scores each text against the query, in the texts' order. Between two steps it lets others have their turn. */
export type Scorer = (query: string, texts: readonly string[], signal: AbortSignal) => Promise<Float64Array>;
