import { byRelevance } from '@openrerank/core';
import type { Collection } from './cranfield.ts';
import { ndcg } from './ndcg.ts';

/** A score for each of the documents; higher is better. */
export type Scorer = (query: string, documents: readonly string[]) => ArrayLike<number>;

/** The mean over all queries of nDCG@10, of the order in which a scorer puts each query's pool. */
export function meanNdcg(collection: Collection, pools: readonly (readonly number[])[], score: Scorer): number {
  const { documents, queries, judgements } = collection;
  const figures = queries.map((query, ordinal) => {
    const pool = pools[ordinal] ?? [];
    const gains = judgements[ordinal] ?? new Map<number, number>();
    const scores = score(
      query,
      pool.map((document) => documents[document] ?? ''),
    );
    const ranking = Array.from(scores, (relevanceScore, index) => ({ index, relevanceScore })).sort(byRelevance);
    const ranked = ranking.map(({ index }) => gains.get(pool[index] ?? -1) ?? 0);
    return ndcg(ranked, [...gains.values()], 10);
  });
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
