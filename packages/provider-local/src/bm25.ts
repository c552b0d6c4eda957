import { bounds, defaults, scoring } from './scoring.ts';

export interface Bm25Options {
  /** How long a repeated term goes on adding to the score: at 0 it counts once. From 0 to 10, default 1.5. */
  readonly k1?: number | undefined;
  /** How much a document is marked down for its length: from 0, not at all, to 1. Default 0.75. */
  readonly b?: number | undefined;
}

/**
 * Scores each document against the query by BM25, with the given documents as the whole collection: finite numbers of
 * 0 or more, in the documents' order. Higher is better, 0 is no term in common; scores of different calls do not compare.
 *
 * Blocks until it is done, in time linear in the text. Throws a `RangeError` on an option out of bounds.
 */
export function scoreBm25(query: string, documents: readonly string[], options: Bm25Options = {}): Float64Array {
  const { k1 = defaults.k1, b = defaults.b } = options;
  checkBounds('k1', k1);
  checkBounds('b', b);
  const steps = scoring(query, documents, { k1, b });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function checkBounds(name: keyof typeof bounds, value: number): void {
  const [least, most] = bounds[name];
  if (!(value >= least && value <= most)) throw new RangeError(`${name} must be a number from ${least} to ${most}`);
}
