import { defineRerankProvider } from '@openrerank/core';
import { createAmbient } from './credentials.ts';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { defaultHost } from './url.ts';
import { parseAnswer, toRequest } from './wire.ts';

/**
 * Google's ranking API of Vertex AI (Discovery Engine): `vertex_ai/semantic-ranker-default-004`. The project is that of
 * the option `vertex_project`, of `VERTEXAI_PROJECT`, or of `GOOGLE_CLOUD_PROJECT`.
 *
 * Requests carry an access token of application default credentials, by Google's own library, or the one that the call or
 * `apiKey` here gives. The base URL comes from the call, `baseUrl` here, or is `https://discoveryengine.googleapis.com`;
 * it may hold the whole path. Google reports no usage.
 */
export const vertexAi = defineRerankProvider({
  id: 'vertex_ai',
  about: {
    title: 'Google Vertex AI',
    docs: 'https://docs.cloud.google.com/generative-ai-app-builder/docs/ranking',
    models: [
      'semantic-ranker-default-004',
      'semantic-ranker-fast-004',
      'semantic-ranker-default@latest',
      'semantic-ranker-512@latest',
    ],
  },
  baseUrl: `https://${defaultHost}`,
  env: {
    options: {
      vertex_project: ['VERTEXAI_PROJECT', 'GOOGLE_CLOUD_PROJECT'],
      vertex_location: 'VERTEXAI_LOCATION',
    },
  },
  optionsSchema,
  optionNames,
  operatorOptions: optionNames,
  endpoints: {
    rerank: {
      // The reference page says 200 records, pages on vector search 1,000 for some models (2026-10).
      capabilities: {
        maxDocuments: 200,
        modalities: ['text'],
        scoring: 'pointwise',
        scoreScale: { kind: 'unit' },
        cutsTopN: true,
      },
      buildRequest: toRequest,
      parseResponse: parseAnswer,
    },
  },
  // Where no ambient credential may go: to a base URL that the call itself chose.
  needsKey: () => true,
  authorizeAmbient: createAmbient(),
  parseFailure,
});
