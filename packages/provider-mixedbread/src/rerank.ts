import type { HttpEndpoint } from '@openrerank/core';
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

const list = listEndpoint<MixedbreadOptions>({
  capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: 'unit', cutsTopN: true },
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
