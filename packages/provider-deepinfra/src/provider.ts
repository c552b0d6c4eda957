import { type Capabilities, defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { inferenceUrl } from './url.ts';
import { parseAnswer, toBody } from './wire.ts';

/** deepinfra.com/nvidia/Nemotron-3.5-Rerank-8B-BF16/api. The pages of the Qwen models name no length. */
const maxTokens: ReadonlyMap<string, number> = new Map([['nvidia/Nemotron-3.5-Rerank-8B-BF16', 32_768]]);

const capabilities = (model: string): Capabilities => ({
  // The page names no limit. A thousand documents in one request is what has been tried (BerriAI/litellm#24851).
  maxDocuments: 1000,
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
  maxTokens: maxTokens.get(model),
});

/**
 * DeepInfra's hosted rerankers: `deepinfra/Qwen/Qwen3-Reranker-8B`. It reports tokens and its own price of each call.
 *
 * The key comes from the call, `apiKey` here, `DEEPINFRA_API_KEY` or `DEEPINFRA_TOKEN`; the base URL from the call,
 * `baseUrl` here, `DEEPINFRA_API_BASE`, or is `https://api.deepinfra.com/v1`.
 */
export const deepinfra = defineRerankProvider({
  id: 'deepinfra',
  about: {
    title: 'DeepInfra',
    docs: 'https://deepinfra.com/Qwen/Qwen3-Reranker-8B/api',
    models: [
      'Qwen/Qwen3-Reranker-8B',
      'Qwen/Qwen3-Reranker-4B',
      'Qwen/Qwen3-Reranker-0.6B',
      'nvidia/Nemotron-3.5-Rerank-8B-BF16',
    ],
  },
  baseUrl: 'https://api.deepinfra.com/v1',
  env: { apiKey: ['DEEPINFRA_API_KEY', 'DEEPINFRA_TOKEN'], baseUrl: 'DEEPINFRA_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: {
    rerank: {
      capabilities,
      copiesTexts: true,
      buildRequest: (input) => ({ url: inferenceUrl(input.baseUrl, input.model), body: toBody(input) }),
      parseResponse: parseAnswer,
    },
  },
  parseFailure,
  readHeaders: (headers) => ({ requestId: headers['x-request-id'] }),
});
