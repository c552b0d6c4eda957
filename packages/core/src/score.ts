/**
 * The scale of a model's relevance scores.
 *
 * - `logit`: unbounded, raw model output.
 * - `unit`: between 0 and 1.
 * - `unknown`: only the order of the scores is meaningful.
 */
export interface ScoreScale {
  readonly kind: 'logit' | 'unit' | 'unknown';
  /** The score above which the model itself calls a document relevant. For a `logit` 0 when absent; otherwise not known. */
  readonly boundary?: number | undefined;
}

/** A place in the ranking: the document's index in the caller's list and its score. */
export interface RankedIndex {
  readonly index: number;
  readonly relevanceScore: number;
}

/** Best first; equal scores keep input order. */
export const byRelevance = (a: RankedIndex, b: RankedIndex): number =>
  b.relevanceScore - a.relevanceScore || a.index - b.index;

/** Single precision: a cosine of 1 may come as 1.0000001. */
const rounding = 1e-6;

/** True if a score is outside the `unit` scale, the only scale with limits. */
export const isOutOfScale = (score: number): boolean => score < -rounding || score > 1 + rounding;
