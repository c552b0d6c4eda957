import { describe, expect, test } from 'vitest';
import { readWaitMs } from '../src/index.ts';

describe('readWaitMs', () => {
  test.each([
    [0, 0],
    [7, 7000],
    [1.5, 1500],
    [44.490336, 44_491],
    [86_400, 86_400_000],
  ])('makes milliseconds of %d seconds', (seconds, ms) => {
    expect(readWaitMs(seconds)).toBe(ms);
  });

  test.each([undefined, null, '7', '', true, [7], {}, -1, Number.NaN, Number.POSITIVE_INFINITY, 86_401, 1_730_000_000])(
    'reads no wait in %j',
    (value) => {
      expect(readWaitMs(value)).toBeUndefined();
    },
  );
});
