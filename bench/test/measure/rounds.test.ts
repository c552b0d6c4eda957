import { describe, expect, it } from 'vitest';
import { percentiles } from '../../src/measure/percentiles.ts';
import { rotate } from '../../src/measure/rotate.ts';
import { inTurn } from '../../src/measure/rounds.ts';

describe('inTurn', () => {
  it('measures every item once, and begins each round with another one', async () => {
    const rounds = await Promise.all([0, 1, 2].map((round) => inTurn(['a', 'b', 'c'], round, async (item) => item)));
    expect(rounds.map((order) => order.join(''))).toEqual(['abc', 'bca', 'cab']);
  });

  it('measures one item at a time', async () => {
    let running = 0;
    await inTurn(['a', 'b'], 0, async () => {
      expect(++running).toBe(1);
      await Promise.resolve();
      running--;
    });
  });
});

describe('rotate', () => {
  it('has nothing to turn in an empty list', () => {
    expect(rotate([], 3)).toEqual([]);
  });
});

describe('percentiles', () => {
  const all = { p50Ms: 1, p99Ms: 2, p999Ms: 3 };

  it('leaves out those that so few requests do not have', () => {
    expect(percentiles(all, 0)).toEqual({});
    expect(percentiles(all, 99)).toEqual({ p50Ms: 1 });
    expect(percentiles(all, 999)).toEqual({ p50Ms: 1, p99Ms: 2 });
    expect(percentiles(all, 1000)).toEqual(all);
  });
});
