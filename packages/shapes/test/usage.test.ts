import { describe, expect, test } from 'vitest';
import { readBilledUsage, readTokenUsage } from '../src/index.ts';

describe('readTokenUsage', () => {
  test('reads both counts, under either name of the first', () => {
    expect(readTokenUsage({ usage: { prompt_tokens: 7, total_tokens: 9 } })).toEqual({
      inputTokens: 7,
      totalTokens: 9,
    });
    expect(readTokenUsage({ usage: { input_tokens: 0 } })).toEqual({ inputTokens: 0 });
  });
});

describe('readBilledUsage', () => {
  test('reads what is billed, in its own unit', () => {
    expect(readBilledUsage({ meta: { billed_units: { search_units: 2 } } })).toEqual({ searchUnits: 2 });
    expect(readBilledUsage({ meta: { billed_units: { total_tokens: 8 } } })).toEqual({ totalTokens: 8 });
    expect(readBilledUsage({ meta: { billed_units: { input_tokens: 5 } } })).toEqual({ inputTokens: 5 });
  });

  test('prefers the tokens that were read to the ones that are billed', () => {
    const meta = { billed_units: { input_tokens: 5, search_units: 1 }, tokens: { input_tokens: 6 } };
    expect(readBilledUsage({ meta })).toEqual({ inputTokens: 6, searchUnits: 1 });
  });
});

describe.each([
  ['readTokenUsage', readTokenUsage, (count: unknown) => ({ usage: { prompt_tokens: count, total_tokens: count } })],
  ['readBilledUsage', readBilledUsage, (count: unknown) => ({ meta: { billed_units: { search_units: count } } })],
])('%s', (_, read, answer) => {
  test.each([undefined, null, '12', -1, Number.NaN, Number.POSITIVE_INFINITY, {}])(
    'reports nothing where a count is %s',
    (count) => {
      expect(read(answer(count))).toBeUndefined();
    },
  );

  test.each([null, undefined, [], 'text', 12, {}, { usage: 12, meta: null }])('reports nothing of %j', (body) => {
    expect(read(body)).toBeUndefined();
  });
});
