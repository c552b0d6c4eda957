import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readValidationIssues } from '@openrerank/shapes';

/**
 * Bodies are FastAPI's `{ detail }`. A request may have 5,000,000 bytes (docs.zeroentropy.dev/api-reference/models/rerank);
 * a larger one is answered with 400 and "… UTF-8 bytes in this request".
 */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  if (status === 400 && /bytes in this request/i.test(body)) {
    return {
      code: 'input_too_long',
      message:
        'the request has more than 5,000,000 bytes, the query counted once for every document. Send fewer or shorter documents.',
    };
  }
  return { said: readValidationIssues(body) };
}
