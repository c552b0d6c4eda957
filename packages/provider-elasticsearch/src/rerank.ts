import type { Capabilities } from '@openrerank/core';
import { listEndpoint } from '@openrerank/shapes';
import type { ElasticsearchOptions } from './options.ts';
import { inferenceUrl } from './url.ts';

/** Elastic's own reranker: a cross-encoder. */
const elasticRerank = /^\.rerank-v1/;

/**
 * `POST /_inference/rerank/{inference_id}` (elastic.co/docs/api, "Perform reranking inference"). What scores mean, and
 * whether they depend on the other documents, is up to the service behind the endpoint.
 */
export const rerank = listEndpoint<ElasticsearchOptions>({
  capabilities: (model): Capabilities => ({
    modalities: ['text'],
    scoring: elasticRerank.test(model) ? 'pointwise' : 'listwise',
    scoreScale: 'unknown',
    cutsTopN: true,
  }),
  spelling: {
    documents: 'input',
    topN: 'top_n',
    always: { return_documents: false },
    results: 'rerank',
    score: 'relevance_score',
  },
  url: ({ baseUrl, model, options }) => inferenceUrl(baseUrl, model, options),
  fields: ({ options: { task_settings } }) => (task_settings === undefined ? {} : { task_settings }),
});
