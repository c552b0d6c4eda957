import { describe, expect, test } from 'vitest';
import { parseFailure } from '../src/failure.ts';

const info = 'type.googleapis.com/google.rpc.RetryInfo';
const waitOf = (details: unknown) =>
  parseFailure({ status: 429, headers: {}, body: JSON.stringify({ error: { code: 429, details } }) }).retryAfterMs;

describe('a wait of google.rpc.RetryInfo', () => {
  test.each([
    ['17s', 17_000],
    ['1.5s', 1500],
    ['0.000000001s', 1],
    ['0s', 0],
    ['86400s', 86_400_000],
  ])('of %s is read', (retryDelay, ms) => {
    expect(waitOf([{ '@type': info, retryDelay }])).toBe(ms);
  });

  test.each([
    '-17s',
    'NaNs',
    '1e3s',
    '17',
    '17ms',
    ' 17s',
    '',
    '86401s',
    '9'.repeat(400).concat('s'),
    17,
    null,
    { seconds: 17 },
    ['17s'],
  ])('of %j is none', (retryDelay) => {
    expect(waitOf([{ '@type': info, retryDelay }])).toBeUndefined();
  });

  test.each([
    undefined,
    null,
    {},
    'details',
    [null, 1, '17s', []],
    [{ '@type': info }],
    [{ retryDelay: '17s' }],
    [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', retryDelay: '17s' }],
  ])('is not found in the details %j', (details) => {
    expect(waitOf(details)).toBeUndefined();
  });
});
