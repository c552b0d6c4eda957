import { defineRerankProvider, type HttpResponse, type UpstreamFailure } from '@openrerank/core';
import { listEndpoint, readTokenUsage, routeUrl } from '@openrerank/shapes';
import { type IsaacusOptions, optionNames, optionsSchema } from './options.ts';

/** `POST /v1/rerankings` (docs.isaacus.com/api-reference/rerankings/reranking). */
const rerank = listEndpoint<IsaacusOptions>({
  capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' }, cutsTopN: true },
  spelling: { documents: 'texts', model: 'model', topN: 'top_n', results: 'results', score: 'score' },
  url: ({ baseUrl }) => routeUrl(baseUrl, 'v1/rerankings'),
  readUsage: readTokenUsage,
});

/** Its bodies are RFC 7807's, which core reads (docs.isaacus.com/api-reference/errors). */
function parseFailure({ status }: HttpResponse): UpstreamFailure {
  switch (status) {
    case 403:
      return { message: "the key's account is not subscribed to Isaacus's API." };
    case 413:
      return { code: 'input_too_long', message: 'the texts are together larger than Isaacus takes in one request.' };
    default:
      return {};
  }
}

/**
 * Isaacus's legal rerankers: `isaacus/<model>`. Long texts are ranked in chunks; scores are between 0 and 1.
 *
 * The key comes from the call, `apiKey` here, or `ISAACUS_API_KEY`; the base URL from the call, `baseUrl` here,
 * `ISAACUS_BASE_URL`, or is `https://api.isaacus.com/v1`: the names of Isaacus's own clients.
 *
 * ```ts
 * createReranker({ providers: [isaacus()] })
 * ```
 */
export const isaacus = defineRerankProvider({
  id: 'isaacus',
  about: {
    title: 'Isaacus',
    docs: 'https://docs.isaacus.com/api-reference/rerankings/reranking',
    models: ['kanon-2-reranker', 'kanon-universal-classifier', 'kanon-universal-classifier-mini'],
  },
  baseUrl: 'https://api.isaacus.com/v1',
  env: { apiKey: 'ISAACUS_API_KEY', baseUrl: 'ISAACUS_BASE_URL' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
