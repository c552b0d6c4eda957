import { defineRerankProvider, type HttpEndpoint } from '@openrerank/core';
import { routeUrl } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { type AcmeOptions, optionNames, optionsSchema } from './options.ts';
import { toBody, toRanking } from './wire.ts';

const rerank: HttpEndpoint<AcmeOptions> = {
  // True of any API, so that nothing is split and scores only tell an order, until the vendor says more.
  capabilities: { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' } },
  // Query and texts are copied into the body as they are, and nothing else depends on them.
  copiesTexts: true,
  buildRequest: (input) => ({ url: routeUrl(input.baseUrl, 'v1/rerank'), body: toBody(input) }),
  parseResponse: toRanking,
};

/**
 * Acme's rerank API: `acme/<model>`.
 *
 * The key comes from the call, `apiKey` here, or `ACME_API_KEY`. The base URL comes from the call, `baseUrl` here,
 * `ACME_API_BASE`, or is `https://api.acme.example`.
 */
export const acme = defineRerankProvider({
  id: 'acme',
  about: { title: 'Acme', docs: 'https://docs.acme.example/rerank', models: ['acme-rerank-1'] },
  baseUrl: 'https://api.acme.example',
  env: { apiKey: 'ACME_API_KEY', baseUrl: 'ACME_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
