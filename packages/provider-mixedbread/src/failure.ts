import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readValidationIssues } from '@openrerank/shapes';

/**
 * Bodies are `{ type, url, message, details }` (mixedbread.com/api-reference/rate-limits), or FastAPI's list of what is
 * wrong with the request.
 */
export const parseFailure = ({ body }: HttpResponse): UpstreamFailure => ({ said: readValidationIssues(body) });
