import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson, readValidationIssues, readWaitMs } from '@openrerank/shapes';

/**
 * Bodies are `{ type, url, message, details }` (mixedbread.com/api-reference/rate-limits), or FastAPI's list of what is
 * wrong with the request. `details.retry_after` of a rate limit is in seconds, as the header is.
 */
export function parseFailure({ body }: HttpResponse): UpstreamFailure {
  const details = readField(readJson(body), 'details');
  return { said: readValidationIssues(body), retryAfterMs: readWaitMs(readField(details, 'retry_after')) };
}
