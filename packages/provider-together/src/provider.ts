import { defineRerankProvider } from '@openrerank/core';
import { cohereSpelling, listEndpoint, readTokenUsage, routeUrl } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { capabilitiesOf, modelNames } from './models.ts';
import { optionNames, optionsSchema, type TogetherOptions } from './options.ts';

/**
 * docs.together.ai/reference/rerank-1. The guide's sample answer has its list under `choices`; the reference and Together's
 * own clients have `results` (November 2026).
 */
const rerank = listEndpoint<TogetherOptions>({
  capabilities: capabilitiesOf,
  spelling: cohereSpelling,
  url: ({ baseUrl }) => routeUrl(baseUrl, 'v1/rerank'),
  readUsage: readTokenUsage,
});

/**
 * Together AI's rerank API: `together_ai/<model>`, where the model has a dedicated endpoint.
 *
 * The key comes from the call, `apiKey` here, `TOGETHER_API_KEY` or `TOGETHERAI_API_KEY`; the base URL from the call,
 * `baseUrl` here, `TOGETHER_AI_API_BASE`, `TOGETHER_BASE_URL`, the name of Together's own clients, or is `https://api.together.ai/v1`. What scores mean depends on the model.
 */
export const together = defineRerankProvider({
  id: 'together_ai',
  about: { title: 'Together AI', docs: 'https://docs.together.ai/reference/rerank-1', models: modelNames },
  baseUrl: 'https://api.together.ai/v1',
  env: { apiKey: ['TOGETHER_API_KEY', 'TOGETHERAI_API_KEY'], baseUrl: ['TOGETHER_AI_API_BASE', 'TOGETHER_BASE_URL'] },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
