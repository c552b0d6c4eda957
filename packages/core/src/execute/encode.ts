import type { HttpRequest } from '../provider.ts';
import type { EncodedRequest } from '../transport/transport.ts';
import { joinSplicedBody, type SplicedBody } from './splice.ts';

type Headers = Readonly<Record<string, string>>;

/** The only place that turns a body into bytes. Later headers win over earlier ones, whatever their case. */
export function encodeRequest(
  { url, method = 'POST', body, headers = {} }: HttpRequest,
  more: readonly Headers[],
  spliced?: SplicedBody,
): EncodedRequest {
  const merged: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) merged['content-type'] = 'application/json';
  for (const set of [headers, ...more]) {
    for (const [name, value] of Object.entries(set)) merged[name.toLowerCase()] = value;
  }
  return {
    url,
    method,
    headers: merged,
    body: spliced === undefined ? JSON.stringify(body) : joinSplicedBody(spliced),
  };
}
