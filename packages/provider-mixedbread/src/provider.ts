import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rerank } from './rerank.ts';

/**
 * Mixedbread's rerank API: `mixedbread/<model>`, such as `mixedbread/mixedbread-ai/mxbai-rerank-large-v2`.
 *
 * The key comes from the call, `apiKey` here, or `MXBAI_API_KEY`; the base URL from the call, `baseUrl` here,
 * `MIXEDBREAD_BASE_URL`, or is `https://api.mixedbread.com`: the names of Mixedbread's own clients. Scores are between 0
 * and 1.
 */
export const mixedbread = defineRerankProvider({
  id: 'mixedbread',
  about: {
    title: 'Mixedbread',
    docs: 'https://www.mixedbread.com/api-reference/endpoints/reranking',
    models: [
      'mixedbread-ai/mxbai-rerank-large-v2',
      'mixedbread-ai/mxbai-rerank-base-v2',
      'mixedbread-ai/mxbai-rerank-large-v1',
      'mixedbread-ai/mxbai-rerank-base-v1',
      'mixedbread-ai/mxbai-rerank-xsmall-v1',
    ],
  },
  baseUrl: 'https://api.mixedbread.com',
  env: { apiKey: 'MXBAI_API_KEY', baseUrl: 'MIXEDBREAD_BASE_URL' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
