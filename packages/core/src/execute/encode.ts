import { RerankError } from '../errors.ts';
import type { HttpRequest } from '../provider.ts';
import type { LeanRequest, SplicedBody } from '../transport/transport.ts';
import { type Headers, mergeHeaders } from './headers.ts';

const accepting: Headers = { accept: 'application/json' };
const sending: Headers = { accept: 'application/json', 'content-type': 'application/json' };

/** A body in pieces, and what puts it together. */
export interface Spliced {
  readonly body: SplicedBody;
  readonly join: (body: SplicedBody) => Uint8Array;
}

/**
 * The only place that turns a body into bytes, but for a lean transport, which does it itself. Later headers win over
 * earlier ones, whatever their case.
 */
export function encodeRequest(
  { url, method = 'POST', body, headers }: HttpRequest,
  more: readonly Headers[],
  spliced?: Spliced,
  isLean?: boolean,
): LeanRequest {
  const merged = mergeHeaders(body === undefined ? accepting : sending, headers, ...more);
  if (spliced !== undefined && isLean) {
    return { url, method, headers: merged, body: undefined, spliced: spliced.body };
  }
  const encoded = spliced === undefined ? toJson(body) : spliced.join(spliced.body);
  return { url, method, headers: merged, body: encoded, spliced: undefined };
}

function toJson(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    // Query and texts are strings: it can only be an option.
    throw new RerankError('invalid_options', 'An option has no JSON form.', { cause });
  }
}
