import { describe, expect, it } from 'vitest';
import { allocatedBytes, countAllocation } from '../../src/heap/allocation.ts';

describe('allocatedBytes', () => {
  it('is the growth of the heap where nothing was collected', () => {
    expect(allocatedBytes(1_000, 1_500, [])).toBe(500);
  });

  it('adds what each collection freed', () => {
    const collections = [
      { usedBefore: 5_000, usedAfter: 2_000 },
      { usedBefore: 4_000, usedAfter: 1_000 },
    ];
    // 4,000 up to the first collection, 2,000 up to the second, 500 after it.
    expect(allocatedBytes(1_000, 1_500, collections)).toBe(6_500);
  });

  it('ignores a phase of a collection that freed nothing', () => {
    expect(allocatedBytes(1_000, 3_000, [{ usedBefore: 2_000, usedAfter: 2_000 }])).toBe(2_000);
  });
});

describe('countAllocation', () => {
  it('counts a known amount to within five per cent, over many collections', () => {
    const arrays = 20_000;
    const kept: number[][] = [];
    const allocate = (count: number) => {
      // Eight bytes an element; a thousand arrays survive, so that both generations are collected.
      for (let index = 0; index < count; index++) kept[index % 1_000] = new Array<number>(1_000).fill(index);
    };
    allocate(1_000);
    const finish = countAllocation();
    allocate(arrays);
    const perArray = finish() / arrays;
    expect(perArray).toBeGreaterThan(8_000);
    expect(perArray).toBeLessThan(8_400);
  });
});
