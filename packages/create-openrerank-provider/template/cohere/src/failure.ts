import type { HttpResponse, UpstreamFailure } from '@openrerank/core';

/**
 * What the API says in its own way: bodies are `{ message }`, with nothing but prose to tell them apart. All else is read by
 * core: what a status means, whether to try again, and `message` in the body, which is passed on unless it repeats the input.
 */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  return status === 400 && /too many tokens/i.test(body) ? { code: 'input_too_long' } : {};
}
