import type { Capabilities } from '@openrerank/core';

/** Tokens of the query and one document together (docs.voyageai.com/docs/reranker, docs.voyageai.com/reference/reranker-api). */
const maxTokens = {
  'rerank-2.5': 32_000,
  'rerank-2.5-lite': 32_000,
  'rerank-2': 16_000,
  'rerank-2-lite': 8_000,
  'rerank-1': 8_000,
  'rerank-lite-1': 4_000,
} as const satisfies Readonly<Record<string, number>>;

export const modelNames = Object.keys(maxTokens) as readonly (keyof typeof maxTokens)[];

const limits: ReadonlyMap<string, number> = new Map(Object.entries(maxTokens));

export const capabilitiesOf = (model: string): Capabilities => ({
  maxDocuments: 1000,
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
  maxTokens: limits.get(model),
  cutsTopN: true,
});
