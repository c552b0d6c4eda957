import type { Capabilities, HttpEndpoint } from '@openrerank/core';
import { listEndpoint, readCount, readField, routeUrl, type Spelling, type UsageReader } from '@openrerank/shapes';
import type { PineconeOptions } from './options.ts';

/** The version of the API that this package is written after; a request without one is answered by the oldest. */
const headers = { 'x-pinecone-api-version': '2026-04' };

/** As GET /models lists them (docs.pinecone.io/reference/api/2026-04/inference/list_models, `max_batch_size`). */
const maxDocuments: ReadonlyMap<string, number> = new Map([['cohere-rerank-3.5', 200]]);

/** "Max tokens per query and document pair" of docs.pinecone.io/guides/inference/rerank, `max_sequence_length` of GET /models. */
const maxTokens: ReadonlyMap<string, number> = new Map([
  ['bge-reranker-v2-m3', 1024],
  ['cohere-rerank-3.5', 40_000],
  ['pinecone-rerank-v0', 512],
]);

const capabilities = (model: string): Capabilities => ({
  maxDocuments: maxDocuments.get(model) ?? 100,
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
  maxTokens: maxTokens.get(model),
  cutsTopN: true,
});

const spelling: Spelling = {
  documents: 'documents',
  model: 'model',
  topN: 'top_n',
  always: { return_documents: false, rank_fields: ['text'] },
  results: 'data',
  score: 'score',
};

const readUsage: UsageReader = (answer) => {
  const rerankUnits = readCount(readField(readField(answer, 'usage'), 'rerank_units'));
  return rerankUnits === undefined ? undefined : { rerankUnits };
};

const list = listEndpoint<PineconeOptions>({
  capabilities,
  spelling,
  url: ({ baseUrl }) => routeUrl(baseUrl, 'rerank'),
  fields: ({ options }) => (Object.keys(options).length === 0 ? {} : { parameters: options }),
  toDocument: ({ text }) => ({ text }),
  readUsage,
});

/** `POST /rerank` (docs.pinecone.io/reference/api/2026-04/inference/rerank). Documents are objects there, never texts. */
export const rerank: HttpEndpoint<PineconeOptions> = {
  ...list,
  buildRequest: (input) => ({ ...list.buildRequest(input), headers }),
};
