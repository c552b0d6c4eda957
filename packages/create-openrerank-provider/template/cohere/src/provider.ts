import { defineRerankProvider } from '@openrerank/core';
import { cohereSpelling, listEndpoint, readBilledUsage, routeUrl } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { type __Options__, optionNames, optionsSchema } from './options.ts';

/** `POST {base}/__route__` in the shape of Cohere's (__docs__). */
const rerank = listEndpoint<__Options__>({
  // True of any API, so that nothing is split and scores only tell an order, until the vendor says more.
  capabilities: { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' }, cutsTopN: true },
  spelling: cohereSpelling,
  url: ({ baseUrl }) => routeUrl(baseUrl, '__route__'),
  readUsage: readBilledUsage,
});

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
