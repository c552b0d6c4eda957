/**
 * What a relevance score means.
 *
 * - `logit`: unbounded, 0 is the model's own boundary between relevant and not.
 * - `unit`: between 0 and 1.
 * - `unknown`: only the order counts.
 */
export type ScoreScale = 'logit' | 'unit' | 'unknown';

/** A place in the ranking: the document's index in the caller's list and its score. */
export interface RankedIndex {
  readonly index: number;
  readonly relevanceScore: number;
}

/** Best first; equal scores keep input order. */
export const byRelevance = (a: RankedIndex, b: RankedIndex): number =>
  b.relevanceScore - a.relevanceScore || a.index - b.index;
