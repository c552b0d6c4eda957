import { defineRerankProvider, type HttpEndpoint } from '@openrerank/core';
import { routeUrl } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { type __Options__, optionNames, optionsSchema } from './options.ts';
import { toBody, toRanking } from './wire.ts';

const rerank: HttpEndpoint<__Options__> = {
  // True of any API, so that nothing is split and scores only tell an order, until the vendor says more.
  capabilities: { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' } },
  // Query and texts are copied into the body as they are, and nothing else depends on them.
  copiesTexts: true,
  buildRequest: (input) => ({ url: routeUrl(input.baseUrl, '__route__'), body: toBody(input) }),
  parseResponse: toRanking,
};

/**
 * __title__'s rerank API: `__id__/<model>`.
 *
 * The key comes from the call, `apiKey` here, or `__env___API_KEY`. The base URL comes from the call, `baseUrl` here,
 * `__env___API_BASE`, or is `__baseUrl__`.
 */
export const __factory__ = defineRerankProvider({
  id: '__id__',
  about: { title: '__title__', docs: '__docs__', models: ['__model__'] },
  baseUrl: '__baseUrl__',
  env: { apiKey: '__env___API_KEY', baseUrl: '__env___API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
