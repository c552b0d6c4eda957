import type { BuildInput, Capabilities } from '@openrerank/core';
import { listEndpoint, readField } from '@openrerank/shapes';
import type { ElasticsearchOptions } from './options.ts';
import { inferenceUrl } from './url.ts';

/**
 * Elastic's own reranker: a cross-encoder, whose window of 512 tokens holds the query and a document
 * (elastic.co/guide/en/machine-learning/current/ml-nlp-rerank.html, "Limitations").
 */
const elasticRerank = /^\.rerank-v1/;

/**
 * `POST /_inference/rerank/{inference_id}` (elastic.co/docs/api, "Perform reranking inference"). What scores mean, and
 * whether they depend on the other documents, is up to the service behind the endpoint.
 */
export const rerank = listEndpoint<ElasticsearchOptions>({
  capabilities: (model): Capabilities => ({
    modalities: ['text'],
    scoring: elasticRerank.test(model) ? 'pointwise' : 'listwise',
    scoreScale: { kind: 'unknown' },
    maxTokens: elasticRerank.test(model) ? 512 : undefined,
    cutsTopN: true,
  }),
  // Nothing that is not asked for: some services refuse `return_documents` whatever it says, some `top_n`, and versions
  // before 8.19 and 9.1 both (elastic/elasticsearch, ElasticInferenceService, AlibabaCloudSearchService and InferenceAction.Request).
  spelling: { documents: 'input', results: 'rerank', score: 'relevance_score' },
  url: ({ baseUrl, model, options }) => inferenceUrl(baseUrl, model, options),
  fields,
});

/** The number of results goes where the caller puts it, and into one place only. */
function fields({ topN, options: { task_settings } }: BuildInput<ElasticsearchOptions>) {
  const isSet = readField(task_settings, 'top_n') !== undefined;
  return {
    ...(topN !== undefined && !isSet && { top_n: topN }),
    ...(task_settings !== undefined && { task_settings }),
  };
}
