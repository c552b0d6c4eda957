import { describe, expect, test } from 'vitest';
import { parseAzureFailure } from '../src/azure-failure.ts';

const waitOf = (body: unknown, { status = 429, headers = {} } = {}) =>
  parseAzureFailure({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }).retryAfterMs;
const message = (text: unknown) => ({ error: { code: '429', message: text } });

describe("a wait in Azure's words", () => {
  test.each([
    ['Please retry after 6 seconds.', 6000],
    ['Please retry after 1 second.', 1000],
    ['Rate limit is exceeded. Try again in 60 seconds.', 60_000],
    ['Please retry after 86400 seconds.', 86_400_000],
  ])('is read: %s', (text, ms) => {
    expect(waitOf(message(text))).toBe(ms);
    expect(waitOf({ statusCode: 429, message: text })).toBe(ms);
  });

  test.each([
    'Please retry later.',
    'Please retry after -6 seconds.',
    'Please retry after NaN seconds.',
    'Please retry after 6 milliseconds.',
    'Please retry after 86401 seconds.',
    'Please retry after 9999999999 seconds.',
    6,
    null,
    ['Please retry after 6 seconds.'],
  ])('is none: %j', (text) => {
    expect(waitOf(message(text))).toBeUndefined();
  });

  test('gives way to the header, which core reads', () => {
    expect(waitOf(message('Please retry after 6 seconds.'), { headers: { 'retry-after': '7' } })).toBeUndefined();
  });

  test('counts in a rate limit only', () => {
    expect(waitOf(message('Please retry after 6 seconds.'), { status: 400 })).toBeUndefined();
  });

  test.each(['', '<p>Please retry after 6 seconds.</p>', '"Please retry after 6 seconds."', 'null'])(
    'is not looked for in the body %j',
    (body) => {
      expect(waitOf(body)).toBeUndefined();
    },
  );
});
