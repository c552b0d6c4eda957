import { defineRerankProvider } from '@openrerank/core';
import { optionsSchema } from './options.ts';
import { rerankUrl } from './url.ts';
import { parseAnswer, toBody } from './wire.ts';

/**
 * Any server that speaks Cohere's rerank API: `compatible({ baseUrl: 'http://localhost:4000' })`, then
 * `compatible/<model name there>`. Mount it under an own id where there are several.
 *
 * What the server does behind its API is not known here, so nothing is assumed of it: lists are not split, and scores
 * only tell an order.
 */
export const compatible = defineRerankProvider({
  id: 'compatible',
  optionsSchema,
  optionNames: [],
  needsKey: () => false,
  endpoints: {
    rerank: {
      capabilities: { modalities: ['text', 'image'], scoring: 'listwise', scoreScale: 'unknown', cutsTopN: true },
      buildRequest: (input) => ({ url: rerankUrl(input.baseUrl), body: toBody(input) }),
      parseResponse: parseAnswer,
    },
  },
  readHeaders: (headers) => ({ requestId: headers['x-request-id'] }),
});
