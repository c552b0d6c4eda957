import { expect, it } from 'vitest';
import { createCohereDialect, problemSchema } from '../../src/dialects/cohere.ts';

it('says a problem once for clients of Cohere and once for those of OpenAI, and nothing else', () => {
  const body = JSON.parse(
    createCohereDialect().encodeProblem({
      status: 429,
      type: 'rate_limit_error',
      code: 'rate_limited',
      message: 'Slow down.',
      param: null,
      retryAfterMs: 5,
      headers: { allow: 'x' },
    }),
  );
  expect(problemSchema.strict().parse(body)).toEqual({
    message: 'Slow down.',
    error: { message: 'Slow down.', type: 'rate_limit_error', param: null, code: 'rate_limited' },
  });
});
