import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readValidationIssues } from '@openrerank/shapes';

/** FastAPI's answers; what else there is, is left to core. */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  const mayBeTooLong = status === 400 || status === 413 || status === 422;
  if (mayBeTooLong && /exceed[^"]*\btokens?\b|\btokens?\b[^"]*exceed/i.test(body)) {
    return { code: 'input_too_long', message: limits };
  }
  const said = readValidationIssues(body);
  return said === undefined ? {} : { said };
}

const limits =
  'the input is too long. The query, the instruction and a document with its metadata may hold 8,000 tokens together, a whole request 400,000.';
