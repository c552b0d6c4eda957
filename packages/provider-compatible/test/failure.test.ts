import { describe, expect, test } from 'vitest';
import { parseFailure } from '../src/failure.ts';

const waitOf = (message: unknown, { status = 429, headers = {} } = {}) =>
  parseFailure({ status, headers, body: JSON.stringify({ error: { message } }) }).retryAfterMs;

const cooling = (seconds: string) =>
  `No deployments available for selected model, Try again in ${seconds} seconds. Passed model=m.`;

describe("the wait of LiteLLM's proxy", () => {
  test.each([
    ['5', 5000],
    ['0.5', 500],
    ['60', 60_000],
  ])('of %s seconds is read', (seconds, ms) => {
    expect(waitOf(cooling(seconds))).toBe(ms);
  });

  test.each(['-5', 'None', '86401', '9999999999'])('of %s seconds is none', (seconds) => {
    expect(waitOf(cooling(seconds))).toBeUndefined();
  });

  test.each([undefined, 5, [cooling('5')], `The document says: ${cooling('5')}`])('is not found in %j', (message) => {
    expect(waitOf(message)).toBeUndefined();
  });

  test('gives way to the header, which core reads', () => {
    expect(waitOf(cooling('5'), { headers: { 'retry-after': '7' } })).toBeUndefined();
  });

  test('counts in a rate limit only', () => {
    expect(waitOf(cooling('5'), { status: 500 })).toBeUndefined();
  });
});
