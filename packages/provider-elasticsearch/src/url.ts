import { encodeModelPath } from '@openrerank/core';
import type { ElasticsearchOptions } from './options.ts';

/**
 * Where an inference endpoint is asked: `/_inference/rerank/{id}` behind the base URL, which may be the cluster, also
 * behind a path prefix, or lead to `/_inference` and further; what comes from there on is the model's to say. A query
 * string stays.
 */
export function inferenceUrl(baseUrl: string, id: string, { timeout }: ElasticsearchOptions): string {
  const url = new URL(baseUrl);
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const api = segments.lastIndexOf('_inference');
  const prefix = api === -1 ? segments : segments.slice(0, api);
  // An id is one segment: a slash in it must not lead to another route.
  const segment = encodeModelPath(id).replaceAll('/', '%2F');
  url.pathname = [...prefix, '_inference', 'rerank', segment].join('/');
  if (timeout !== undefined) url.searchParams.set('timeout', timeout);
  url.hash = '';
  return url.href;
}
