import { defineRerankProvider } from '@openrerank/core';
import { cohereEndpoint, cohereRoute, countingEndpoint } from './endpoint.ts';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';

/**
 * Cohere's rerank API: `cohere/<model>` is v2, `cohere/v1/<model>` the older v1. A base URL that is the
 * whole URL of one of them, such as `…/v1/rerank`, is asked in that version.
 *
 * The key comes from the call, `apiKey` here, `COHERE_API_KEY`, or `CO_API_KEY`; the base URL from the call, `baseUrl`
 * here, `COHERE_API_BASE`, or is `https://api.cohere.com`. Scores are between 0 and 1.
 */
export const cohere = defineRerankProvider({
  id: 'cohere',
  about: {
    title: 'Cohere',
    docs: 'https://docs.cohere.com/reference/rerank',
    models: ['rerank-v4.0-pro', 'rerank-v4.0-fast', 'rerank-v5.0-pro', 'rerank-v5.0-fast', 'rerank-v3.5'],
  },
  baseUrl: 'https://api.cohere.com',
  env: { apiKey: ['COHERE_API_KEY', 'CO_API_KEY'], baseUrl: 'COHERE_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: {
    v2: cohereEndpoint(cohereRoute('v2')),
    v1: countingEndpoint(cohereRoute('v1')),
  },
  parseFailure,
});
