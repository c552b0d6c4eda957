import { RerankError } from '../errors.ts';
import type { HttpRequest } from '../provider.ts';
import type { EncodedRequest } from '../transport/transport.ts';
import type { Headers } from './headers.ts';
import { joinSplicedBody, type SplicedBody } from './splice.ts';

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
    body: spliced === undefined ? toJson(body) : joinSplicedBody(spliced),
  };
}

function toJson(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    // Query and texts are strings: it can only be an option.
    throw new RerankError('invalid_options', 'An option has no JSON form.', { cause });
  }
}
