import type { BuildInput, HttpEndpoint } from '@openrerank/core';
import { listEndpoint, readTokenUsage } from '@openrerank/shapes';
import { toDocument } from './document.ts';
import type { VllmOptions } from './options.ts';
import { capabilities } from './rerank.ts';
import { vllmUrl } from './url.ts';

const url = ({ baseUrl }: BuildInput<VllmOptions>) => vllmUrl(baseUrl, 'score');

const list = listEndpoint<VllmOptions>({
  capabilities,
  spelling: { documents: 'text_2', results: 'data', score: 'score' },
  url,
  readUsage: readTokenUsage,
});

/**
 * `POST {base}/score` (docs.vllm.ai, pooling models, scoring usages): the same scores in input order, without the
 * documents. `text_1` and `text_2` are the names that every version knows.
 */
export const score: HttpEndpoint<VllmOptions> = {
  ...list,
  buildRequest(input) {
    const { model, query, passages, options } = input;
    return { url: url(input), body: { ...options, model, text_1: query, text_2: passages.map(toDocument) } };
  },
};
