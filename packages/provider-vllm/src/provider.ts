import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rerank } from './rerank.ts';
import { score } from './score.ts';

/**
 * A vLLM server of yours: `hosted_vllm/<model>` by its rerank route, `hosted_vllm/score/<model>` by its score route.
 *
 * The base URL comes from the call, `baseUrl` here, or `HOSTED_VLLM_API_BASE`; the key from the call, `apiKey` here, or
 * `HOSTED_VLLM_API_KEY`. None is needed where the server was started without one.
 *
 * ```ts
 * createReranker({ providers: [vllm({ baseUrl: 'http://localhost:8000' })] })
 * ```
 */
export const vllm = defineRerankProvider({
  id: 'hosted_vllm',
  about: {
    title: 'vLLM',
    docs: 'https://docs.vllm.ai/en/latest/models/pooling_models/scoring/',
    models: ['BAAI/bge-reranker-v2-m3', 'Qwen/Qwen3-Reranker-0.6B', 'jinaai/jina-reranker-m0'],
  },
  env: { apiKey: 'HOSTED_VLLM_API_KEY', baseUrl: 'HOSTED_VLLM_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank, score },
  needsKey: () => false,
  parseFailure,
  readHeaders: (headers) => ({ requestId: headers['x-request-id'] }),
});
