import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rerank } from './rerank.ts';

/**
 * The rerank endpoints of an Elasticsearch cluster's inference API: `elasticsearch/<inference id>`.
 *
 * The base URL comes from the call, `baseUrl` here, or `ELASTICSEARCH_URL`; the key, the encoded form of an API key, from
 * the call, `apiKey` here, or `ELASTICSEARCH_API_KEY`. None is needed where the cluster has no security.
 *
 * ```ts
 * createReranker({ providers: [elasticsearch({ baseUrl: 'https://my-cluster.es.eu-central-1.aws.elastic.cloud' })] })
 * ```
 */
export const elasticsearch = defineRerankProvider({
  id: 'elasticsearch',
  about: {
    title: 'Elasticsearch',
    docs: 'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-inference-rerank',
    models: ['.rerank-v1-elasticsearch'],
  },
  env: { apiKey: 'ELASTICSEARCH_API_KEY', baseUrl: 'ELASTICSEARCH_URL' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  needsKey: () => false,
  // Beside it Elasticsearch knows basic authentication, which is a header of the user's.
  authorize: (request, apiKey) =>
    request.headers['authorization'] === undefined
      ? { ...request, headers: { ...request.headers, authorization: `ApiKey ${apiKey}` } }
      : request,
  parseFailure,
});
