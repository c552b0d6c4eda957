import { RerankError } from '../errors.ts';
import type { EncodedRequest } from '../transport/transport.ts';

export const endlessPages = () =>
  new RerankError('invalid_response', 'The upstream sent an empty page, or pages with more results than documents.');

export const sentElsewhere = () =>
  new RerankError('invalid_response', 'The upstream named another host for the next request, which is not followed.');

export function toNetworkError(error: unknown, { url }: EncodedRequest): RerankError {
  if (error instanceof RerankError) return error;
  const host = hostOf(url);
  if (host === undefined) {
    const message = 'The provider made a request to an address that is not an absolute URL.';
    return new RerankError('network', message, { cause: error, retryable: false });
  }
  if (error instanceof TypeError) {
    const message = 'The transport failed with a TypeError: a defect of the transport, not of the network.';
    return new RerankError('network', message, { cause: error, retryable: false });
  }
  const message = `Could not reach ${host}${reasonOf(error)}.`;
  return new RerankError('network', message, { cause: error });
}

/** Host and port. Undefined for an address that is not an absolute URL. */
export const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

/** A code such as `ECONNREFUSED`, which says more than the message around it. */
function reasonOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return ` (${at.code})`;
  }
  return '';
}

export const notJson = () => new RerankError('invalid_response', 'The upstream did not respond with JSON.');

export function toInvalidResponse(error: unknown): RerankError {
  if (error instanceof RerankError) return error;
  const message = 'The upstream responded in a shape that this provider does not know.';
  return new RerankError('invalid_response', message, { cause: error });
}
