import type { Capabilities, HttpEndpoint } from '@openrerank/core';
import { listEndpoint, readTokenUsage, routeUrl, type Spelling } from '@openrerank/shapes';
import type { MixedbreadOptions } from './options.ts';

/** mixedbread.com/api-reference/endpoints/reranking; the scale of scores is in the types of Mixedbread's own clients. */
const spelling = {
  documents: 'input',
  model: 'model',
  topN: 'top_k',
  always: { return_input: false },
  results: 'data',
  score: 'score',
} as const satisfies Spelling;

/** mixedbread.com/docs/models/reranking. For the second generation it says "8K / 32K", which is no limit to go by. */
const firstGeneration = /^(?:mixedbread-ai\/)?mxbai-rerank-(?:xsmall|base|large)-v1$/;

const capabilities = (model: string): Capabilities => ({
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
  maxTokens: firstGeneration.test(model) ? 512 : undefined,
  cutsTopN: true,
});

const list = listEndpoint<MixedbreadOptions>({
  capabilities,
  spelling,
  url: ({ baseUrl }) => routeUrl(baseUrl, 'v1/reranking'),
  fields: ({ options }) => ({ ...options }),
  readUsage: readTokenUsage,
});

/**
 * `top_k` is always sent. Mixedbread does not say how many results it returns without it, and clients take its default
 * for 10. So the body depends on how many documents there are.
 */
export const rerank: HttpEndpoint<MixedbreadOptions> = {
  ...list,
  copiesTexts: false,
  buildRequest: (input) => list.buildRequest({ ...input, topN: input.topN ?? input.passages.length }),
};
