import { expect, test } from 'vitest';
import { parseFailure } from '../src/failure.ts';

const waitOf = (details: unknown) =>
  parseFailure({ status: 429, headers: {}, body: JSON.stringify({ message: 'Rate limit exceeded.', details }) })
    .retryAfterMs;

test('reads the wait of the details', () => {
  expect(waitOf({ retry_after: 60 })).toBe(60_000);
});

test.each([undefined, null, '60', -1, 1_730_000_000, {}])('reads no wait in %j', (retry_after) => {
  expect(waitOf({ retry_after })).toBeUndefined();
});

test.each([undefined, null, 'retry_after', [60]])('reads no wait in the details %j', (details) => {
  expect(waitOf(details)).toBeUndefined();
});
