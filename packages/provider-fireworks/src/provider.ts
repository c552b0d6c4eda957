import { defineRerankProvider } from '@openrerank/core';
import { cohereSpelling, listEndpoint, readTokenUsage, routeUrl } from '@openrerank/shapes';
import { fullModelName } from './model-name.ts';
import { type FireworksOptions, optionNames, optionsSchema, taskOf } from './options.ts';

/** docs.fireworks.ai/guides/querying-embeddings-models. No limit to the documents of a request is documented. */
const rerank = listEndpoint<FireworksOptions>({
  capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' }, cutsTopN: true },
  spelling: { ...cohereSpelling, model: undefined, results: 'data' },
  url: ({ baseUrl }) => routeUrl(baseUrl, 'inference/v1/rerank'),
  fields: ({ model, options }) => ({ ...taskOf(options), model: fullModelName(model) }),
  readUsage: readTokenUsage,
});

/**
 * Fireworks AI's rerank API: `fireworks_ai/qwen3-reranker-8b`, or a model of an account
 * (`fireworks_ai/accounts/acme/models/my-reranker`).
 *
 * The key comes from the call, `apiKey` here, `FIREWORKS_API_KEY` or `FIREWORKS_AI_API_KEY`; the base URL from the call, `baseUrl` here,
 * `FIREWORKS_API_BASE`, or is `https://api.fireworks.ai/inference/v1`. Scores are between 0 and 1.
 */
export const fireworks = defineRerankProvider({
  id: 'fireworks_ai',
  about: {
    title: 'Fireworks AI',
    docs: 'https://docs.fireworks.ai/guides/querying-embeddings-models',
    models: ['qwen3-reranker-8b', 'qwen3-reranker-4b', 'qwen3-reranker-0p6b'],
  },
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  env: { apiKey: ['FIREWORKS_API_KEY', 'FIREWORKS_AI_API_KEY'], baseUrl: 'FIREWORKS_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
});
