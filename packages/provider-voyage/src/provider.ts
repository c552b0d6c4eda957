import { defineRerankProvider } from '@openrerank/core';
import { listEndpoint, readTokenUsage, routeUrl, type Spelling } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { capabilitiesOf, modelNames } from './models.ts';
import { optionNames, optionsSchema, type VoyageOptions } from './options.ts';

/** docs.voyageai.com/reference/reranker-api */
const spelling = {
  documents: 'documents',
  model: 'model',
  topN: 'top_k',
  always: { return_documents: false },
  results: 'data',
  score: 'relevance_score',
} as const satisfies Spelling;

const rerank = listEndpoint<VoyageOptions>({
  capabilities: capabilitiesOf,
  spelling,
  url: ({ baseUrl }) => routeUrl(baseUrl, 'v1/rerank'),
  fields: ({ options }) => ({ ...options }),
  readUsage: readTokenUsage,
});

/**
 * Voyage AI's rerank API: `voyage/<model>`.
 *
 * The key comes from the call, `apiKey` here, or `VOYAGE_API_KEY`; the base URL from the call, `baseUrl` here,
 * `VOYAGE_API_BASE`, or is `https://api.voyageai.com/v1`. Scores are between 0 and 1.
 */
export const voyage = defineRerankProvider({
  id: 'voyage',
  about: {
    title: 'Voyage AI',
    docs: 'https://docs.voyageai.com/reference/reranker-api',
    models: modelNames,
  },
  baseUrl: 'https://api.voyageai.com/v1',
  env: { apiKey: 'VOYAGE_API_KEY', baseUrl: 'VOYAGE_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
