import { encodeModelPath } from '@openrerank/core';
import { withSegments } from '@openrerank/shapes';
import type { ElasticsearchOptions } from './options.ts';

/**
 * Where an inference endpoint is asked: `/_inference/rerank/{id}` behind the base URL, which may be the cluster, also
 * behind a path prefix, or lead to `/_inference` and further; what comes from there on is the model's to say. A query
 * string stays.
 */
export function inferenceUrl(baseUrl: string, id: string, { inference_timeout }: ElasticsearchOptions): string {
  // An id is one segment: a slash in it must not lead to another route.
  const segment = encodeModelPath(id).replaceAll('/', '%2F');
  const href = withSegments(baseUrl, (segments) => {
    const api = segments.lastIndexOf('_inference');
    return [...(api === -1 ? segments : segments.slice(0, api)), '_inference', 'rerank', segment];
  });
  if (inference_timeout === undefined) return href;
  const url = new URL(href);
  url.searchParams.set('timeout', inference_timeout);
  return url.href;
}
