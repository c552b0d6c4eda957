import type { HttpResponse, UpstreamFailure } from '@openrerank/core';

/**
 * What Cohere's failures mean beyond their status. Bodies are `{ message }`, with nothing but prose to tell them apart
 * (docs.cohere.com/reference/errors).
 */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  if (status === 400 && /too many tokens/i.test(body)) return { code: 'input_too_long' };
  // A trial key's calls of the month are used up: no wait that a call could make helps.
  if (status === 429 && /calls ?\/ ?month/i.test(body)) return { code: 'quota_exceeded' };
  // Cohere says that the request was cancelled, and to send it again.
  if (status === 499) return { code: 'unavailable' };
  return {};
}
