import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, pairedRatios, percentile, spreadOf } from '../src/statistics.ts';

describe('percentile', () => {
  it('gives a value that was measured, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 99.9)).toBe(100);
    expect(percentile([7], 99)).toBe(7);
    expect(percentile([3, 9], 0)).toBe(3);
  });

  it('gives nothing for nothing', () => {
    expect(percentile([], 50)).toBeUndefined();
  });

  it('never falls as the percentage rises', () => {
    const sorted = fc.array(fc.double({ noNaN: true }), { minLength: 1 }).map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(sorted, fc.double({ min: 0, max: 100, noNaN: true }), (list, percent) => {
        const value = percentile(list, percent)!;
        expect(list).toContain(value);
        expect(value).toBeLessThanOrEqual(percentile(list, 100)!);
      }),
    );
  });
});

describe('median', () => {
  it('is the middle of an odd number of values, in any order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is between the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('is nothing for nothing', () => {
    expect(median([])).toBeUndefined();
    expect(spreadOf([])).toBeUndefined();
  });

  it('comes with the lowest and the highest value', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });
});

describe('pairedRatios', () => {
  const rounds = (...values: number[]) => new Map(values.map((value, round) => [round, value]));

  it('takes out a drift that both sides saw', () => {
    expect(pairedRatios(rounds(10, 20, 5), rounds(100, 200, 50))).toEqual([0.1, 0.1, 0.1]);
  });

  it('leaves out a round that one side lacks or in which the other got nothing done', () => {
    expect(
      pairedRatios(
        rounds(10, 20, 30),
        new Map([
          [0, 5],
          [2, 0],
        ]),
      ),
    ).toEqual([2]);
  });
});
