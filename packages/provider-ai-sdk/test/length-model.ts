import type { AiSdkAnswer, AiSdkCallOptions, AiSdkRerankingModel } from '../src/index.ts';

/** Longer texts first. */
export function byLength({ documents, topN }: AiSdkCallOptions): AiSdkAnswer {
  const ranking = documents.values
    .map((text, index) => ({ index, relevanceScore: text.length }))
    .toSorted((a, b) => b.relevanceScore - a.relevanceScore);
  return { ranking: ranking.slice(0, topN) };
}

/** A reranking model of the AI SDK that works in process. */
export const lengthModel: AiSdkRerankingModel & { readonly specificationVersion: 'v3'; readonly provider: string } = {
  specificationVersion: 'v3',
  provider: 'acme',
  modelId: 'length',
  doRerank: async (options) => byLength(options),
};
