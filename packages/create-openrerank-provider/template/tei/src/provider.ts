import { defineRerankProvider } from '@openrerank/core';
import { listEndpoint, routeUrl, teiSpelling } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { type __Options__, optionNames, optionsSchema } from './options.ts';

/** `POST {base}/__route__` in the shape of Text Embeddings Inference (__docs__). The server has one model. */
const rerank = listEndpoint<__Options__>({
  // What such a server does unless it was started with other settings.
  capabilities: { maxDocuments: 32, modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
  spelling: teiSpelling,
  url: ({ baseUrl }) => routeUrl(baseUrl, '__route__'),
});

/**
 * A __title__ server: `__id__/<model>`. It has one model, so the name is yours.
 *
 * The base URL comes from the call, `baseUrl` here, `__env___API_BASE`, or is `__baseUrl__`. The key comes from the call,
 * `apiKey` here, or `__env___API_KEY`; none is needed where the server asks for none.
 */
export const __factory__ = defineRerankProvider({
  id: '__id__',
  about: { title: '__title__', docs: '__docs__', models: ['__model__'] },
  baseUrl: '__baseUrl__',
  env: { apiKey: '__env___API_KEY', baseUrl: '__env___API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  needsKey: () => false,
  parseFailure,
});
