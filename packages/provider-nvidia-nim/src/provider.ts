import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { readHeaders } from './headers.ts';
import { modelStrings } from './models.ts';
import { optionNames, optionsSchema } from './options.ts';
import { ranking } from './ranking.ts';
import { retrieval } from './retrieval.ts';
import { isChatHost, isNvidiaHost } from './url.ts';

const hostedBaseUrl = 'https://ai.api.nvidia.com';

/**
 * NVIDIA NIM rerankers. `nvidia_nim/<model>` is NVIDIA's hosted API, `nvidia_nim/ranking/<model>` a self-hosted NIM.
 *
 * The key comes from the call, `apiKey` here, or `NVIDIA_NIM_API_KEY`; only NVIDIA's own hosts need one. The base URL comes
 * from the call, `baseUrl` here, `NVIDIA_NIM_API_BASE`, or is `https://ai.api.nvidia.com`. Scores are raw logits.
 *
 * ```ts
 * createReranker({ providers: [nvidiaNim()] })
 * createReranker({ providers: [nvidiaNim(), nvidiaNim({ id: 'nim', baseUrl: 'http://nim.internal:8000' })] })
 * ```
 */
export const nvidiaNim = defineRerankProvider({
  id: 'nvidia_nim',
  about: {
    title: 'NVIDIA NIM',
    docs: 'https://docs.nvidia.com/nim/nemo-retriever/text-reranking/latest/',
    models: modelStrings,
  },
  baseUrl: hostedBaseUrl,
  env: { apiKey: 'NVIDIA_NIM_API_KEY', baseUrl: 'NVIDIA_NIM_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { retrieval, ranking },
  needsKey: isNvidiaHost,
  ignoresEnvBaseUrl: (baseUrl) =>
    isChatHost(baseUrl)
      ? `integrate.api.nvidia.com serves chat and embeddings and has no rerank route. Reranking goes to ${hostedBaseUrl}; set baseUrl to send it elsewhere.`
      : undefined,
  parseFailure,
  readHeaders,
});
