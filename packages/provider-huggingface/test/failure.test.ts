import { expect, test } from 'vitest';
import { parseFailure } from '../src/failure.ts';

const waitOf = (status: number, estimated_time: unknown) =>
  parseFailure({ status, headers: {}, body: JSON.stringify({ error: 'Model m is currently loading', estimated_time }) })
    .retryAfterMs;

test('waits as long as the model is going to load', () => {
  expect(waitOf(503, 20)).toBe(20_000);
});

test.each([undefined, null, '20', -1, 2_000_000, {}, [20]])('reads no wait in the estimate %j', (estimate) => {
  expect(waitOf(503, estimate)).toBeUndefined();
});

test('reads no wait in another status', () => {
  expect(waitOf(400, 20)).toBeUndefined();
});
