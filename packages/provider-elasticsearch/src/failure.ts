import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson } from '@openrerank/shapes';

/** `{error: {type, reason}, status}` of every Elasticsearch API; a gateway's body has another shape and is left to core. */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  const error = readField(readJson(body), 'error');
  const reason = readField(error, 'reason');
  if (typeof reason !== 'string') return {};
  switch (status) {
    case 401:
      return {
        said: reason,
        message: 'Set ELASTICSEARCH_API_KEY or pass apiKey; it is the encoded form of an API key.',
      };
    case 403:
      return { said: reason, message: 'The API key needs the cluster privilege monitor_inference.' };
    case 404:
      return { said: reason, message: 'GET _inference/rerank/_all lists the endpoints that there are.' };
    default:
      return { said: reason };
  }
}
