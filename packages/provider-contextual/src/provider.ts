import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rerank } from './rerank.ts';

/**
 * Contextual AI's rerankers, which follow an instruction: `contextual/<model>`. Scores are between 0 and 1.
 *
 * The key comes from the call, `apiKey` here, or `CONTEXTUAL_API_KEY`; the base URL from the call, `baseUrl` here,
 * `CONTEXTUAL_AI_BASE_URL`, or is `https://api.contextual.ai/v1`: the names of Contextual's own clients.
 *
 * ```ts
 * createReranker({ providers: [contextual()] })
 * ```
 */
export const contextual = defineRerankProvider({
  id: 'contextual',
  about: {
    title: 'Contextual AI',
    docs: 'https://docs.contextual.ai/api-reference/rerank/rerank',
    models: [
      'ctxl-rerank-v2-instruct-multilingual',
      'ctxl-rerank-v2-instruct-multilingual-mini',
      'ctxl-rerank-v1-instruct',
    ],
  },
  baseUrl: 'https://api.contextual.ai/v1',
  env: { apiKey: 'CONTEXTUAL_API_KEY', baseUrl: 'CONTEXTUAL_AI_BASE_URL' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
