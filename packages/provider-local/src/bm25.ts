import { defaults, scoring } from './scoring.ts';

export interface Bm25Options {
  /** How slowly a repeated term stops adding to the score: 0 counts a term once. At most 10, default 1.2. */
  readonly k1?: number | undefined;
  /** How much a document is discounted for its length: from 0, not at all, to 1. Default 0.75. */
  readonly b?: number | undefined;
}

/**
 * Scores documents against a query by BM25, with the given documents as the whole collection. One finite score of 0 or
 * more per document, in their order; higher is better, 0 is no term in common. Only scores of the same call compare.
 *
 * Blocks until it is done, in time linear in the text. Throws a `RangeError` on options out of bounds.
 */
export function scoreBm25(query: string, documents: readonly string[], options: Bm25Options = {}): Float64Array {
  const { k1 = defaults.k1, b = defaults.b } = options;
  if (!(k1 >= 0 && k1 <= 10)) throw new RangeError('k1 must be a number from 0 to 10');
  if (!(b >= 0 && b <= 1)) throw new RangeError('b must be a number from 0 to 1');
  const steps = scoring(query, documents, { k1, b });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
