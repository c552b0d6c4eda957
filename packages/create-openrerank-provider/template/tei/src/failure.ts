import type { HttpResponse, UpstreamFailure } from '@openrerank/core';

/**
 * What the server says in its own way: bodies are `{ error, error_type }`, with prose in `error`. All else is read by core:
 * what a status means, whether to try again, and `error` in the body, which is passed on unless it repeats the input.
 */
export function parseFailure({ body }: HttpResponse): UpstreamFailure {
  if (/must have less than \d+ tokens/.test(body)) {
    return {
      code: 'input_too_long',
      message:
        'the query and one of the documents are together too long for the model. Set the option truncate to true to cut such a document.',
    };
  }
  if (/batch size \d+ > maximum allowed/.test(body)) {
    return { code: 'input_too_long', message: 'more documents than the server takes in one request.' };
  }
  return {};
}
