import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHalf } from '../src/half.ts';

test('the logits of NVIDIA’s documentation are half-precision numbers already', () => {
  for (const logit of [-1.2421875, -3.029296875, -5.41015625, -8.2421875, 0.7646484375, 6.828125]) {
    expect(toHalf(logit)).toBe(logit);
  }
});

test('goes to the nearest number, and between two to the even one', () => {
  expect(toHalf(3.6012)).toBe(3.6015625);
  expect(toHalf(1 + 2 ** -11)).toBe(1);
  expect(toHalf(1 + 3 * 2 ** -11)).toBe(1 + 2 ** -9);
});

test('zero stays, the smallest numbers keep their step and what is too large is infinite', () => {
  expect(toHalf(0)).toBe(0);
  expect(toHalf(2 ** -24)).toBe(2 ** -24);
  expect(toHalf(2 ** -26)).toBe(0);
  expect(toHalf(65504)).toBe(65504);
  expect(toHalf(-1e6)).toBe(Number.NEGATIVE_INFINITY);
  expect(toHalf(Number.NaN)).toBeNaN();
});

test('has eleven significant bits, is within half a step, and is left alone the second time', () => {
  fc.assert(
    fc.property(fc.double({ min: -60000, max: 60000, noNaN: true }), (value) => {
      const half = toHalf(value);
      const step = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value || 1))), -14) - 10);
      expect(Math.abs(half - value)).toBeLessThanOrEqual(step / 2);
      expect(toHalf(half)).toBe(half);
    }),
  );
});
