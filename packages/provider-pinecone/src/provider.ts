import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rerank } from './rerank.ts';

/**
 * Pinecone's hosted rerankers: `pinecone/<model>`. Scores are between 0 and 1 and comparable across calls; usage is in
 * Pinecone's rerank units.
 *
 * The key comes from the call, `apiKey` here, or `PINECONE_API_KEY`; the base URL from the call, `baseUrl` here,
 * `PINECONE_CONTROLLER_HOST`, or is `https://api.pinecone.io`: the names of Pinecone's own clients.
 *
 * ```ts
 * createReranker({ providers: [pinecone()] })
 * ```
 */
export const pinecone = defineRerankProvider({
  id: 'pinecone',
  about: {
    title: 'Pinecone',
    docs: 'https://docs.pinecone.io/reference/api/2026-04/inference/rerank',
    models: ['bge-reranker-v2-m3', 'cohere-rerank-3.5', 'pinecone-rerank-v0'],
  },
  baseUrl: 'https://api.pinecone.io',
  env: { apiKey: 'PINECONE_API_KEY', baseUrl: 'PINECONE_CONTROLLER_HOST' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  credentialHeaders: ['api-key'],
  authorize: (request, apiKey) =>
    request.headers['api-key'] === undefined
      ? { ...request, headers: { ...request.headers, 'api-key': apiKey } }
      : request,
  parseFailure,
});
