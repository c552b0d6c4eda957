import type { CallSettings, RerankDocument, RerankModel } from '@openrerank/core';
import { type ToText, textsOf } from './to-text.ts';

/** What a step that reranks what a retriever found is made with, beside the model. */
export interface RetrievalSettings<Options, Found> extends CallSettings {
  /** How many to keep, at least 1. All of them when absent. */
  readonly topN?: number | undefined;
  /** The provider's own options. */
  readonly options?: Options | undefined;
  /** What to rank of each, such as a title in its metadata with its text. */
  readonly toText?: ToText<Found> | undefined;
}

/** What was found, best first, each as `scored` gives it back. Nothing found is nothing to rank. */
export async function rankFound<Options, Found, Scored>(
  model: RerankModel<Options>,
  query: string,
  found: readonly Found[],
  { topN, options, toText, ...settings }: RetrievalSettings<Options, Found> & { readonly toText: ToText<Found> },
  scored: (one: Found, relevanceScore: number) => Scored,
): Promise<Scored[]> {
  if (found.length === 0) return [];
  const own = found.slice();
  const documents: readonly RerankDocument[] = textsOf(own, toText);
  const { results } = await model.rerank({ query, documents, topN, options }, settings);
  return results.map(({ index, relevanceScore }) => scored(own[index] as Found, relevanceScore));
}
