import { describe, expect, it } from 'vitest';
import { efforts } from '../../src/effort.ts';
import { percentiles } from '../../src/measure/percentiles.ts';
import { rotate } from '../../src/measure/rotate.ts';
import { inRounds } from '../../src/measure/rounds.ts';

describe('inRounds', () => {
  it('measures every item in each round, beginning with another one each time', async () => {
    const order: string[] = [];
    const effort = { ...efforts.quick, rounds: { main: 3, lesser: 2, once: 1 } };
    await inRounds(['a', 'b', 'c'], {}, effort, async (item, round) => void order.push(`${item}${round}`));
    expect(order).toEqual(['a0', 'b0', 'c0', 'b1', 'c1', 'a1', 'c2', 'a2', 'b2']);
  });

  it('takes as many rounds as the weight of a scenario says', async () => {
    const effort = { ...efforts.quick, rounds: { main: 3, lesser: 2, once: 1 } };
    expect(await inRounds(['a'], { weight: 'lesser' }, effort, async (_, round) => round)).toEqual([0, 1]);
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
