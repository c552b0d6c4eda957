import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { modelNames } from './models.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rerank } from './rerank.ts';

/**
 * Jina AI's rerank API: `jina_ai/<model>`.
 *
 * The key comes from the call, `apiKey` here, `JINA_AI_API_KEY` or `JINA_API_KEY`; the base URL from the call,
 * `baseUrl` here, `JINA_AI_API_BASE`, or is `https://api.jina.ai`. What scores mean, and whether lists may be split, depends on the model.
 */
export const jina = defineRerankProvider({
  id: 'jina_ai',
  about: { title: 'Jina AI', docs: 'https://jina.ai/reranker', models: modelNames },
  baseUrl: 'https://api.jina.ai',
  env: { apiKey: ['JINA_AI_API_KEY', 'JINA_API_KEY'], baseUrl: 'JINA_AI_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
