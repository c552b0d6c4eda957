import { RerankError } from '@openrerank/core';

/** `invalid_response` for an answer that is not as the API has it, to throw: `malformedAnswer('has no list "results"')`. */
export const malformedAnswer = (what: string): RerankError =>
  new RerankError('invalid_response', `The upstream's answer ${what}.`);
