import { RerankError } from '../errors.ts';
import type { HttpRequest } from '../provider.ts';
import type { LeanRequest, SplicedBody } from '../transport/transport.ts';
import type { Headers } from './headers.ts';
import { joinSplicedBody } from './splice.ts';

/**
 * The only place that turns a body into bytes, but for a lean transport, which does it itself. Later headers win over
 * earlier ones, whatever their case.
 */
export function encodeRequest(
  { url, method = 'POST', body, headers }: HttpRequest,
  more: readonly Headers[],
  spliced?: SplicedBody,
  isLean?: boolean,
): LeanRequest {
  const merged = mergeHeaders(body !== undefined, headers, more);
  if (spliced !== undefined && isLean) return { url, method, headers: merged, body: undefined, spliced };
  const encoded = spliced === undefined ? toJson(body) : joinSplicedBody(spliced);
  return { url, method, headers: merged, body: encoded, spliced: undefined };
}

function mergeHeaders(hasBody: boolean, headers: Headers | undefined, more: readonly Headers[]): Headers {
  const merged: Record<string, string> = { accept: 'application/json' };
  if (hasBody) merged['content-type'] = 'application/json';
  if (headers !== undefined) addHeaders(merged, headers);
  for (const set of more) addHeaders(merged, set);
  return merged;
}

function addHeaders(merged: Record<string, string>, set: Headers): void {
  for (const name of Object.keys(set)) merged[name.toLowerCase()] = set[name] as string;
}

function toJson(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    // Query and texts are strings: it can only be an option.
    throw new RerankError('invalid_options', 'An option has no JSON form.', { cause });
  }
}
