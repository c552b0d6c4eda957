import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickWeighted } from '../../src/routing/pick.ts';

const weights = fc.array(fc.double({ min: 0.001, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 8 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('pickWeighted', () => {
  it.each([
    [0, 'a'],
    [0.24, 'a'],
    [0.26, 'b'],
    [0.99, 'b'],
    [1, 'b'],
  ])('of a (1) and b (3) at %d is %s', (random, expected) => {
    const weightOf = (item: string) => (item === 'a' ? 1 : 3);
    expect(pickWeighted(['a', 'b'], weightOf, random)).toBe(expected);
  });

  it('leaves out those of weight 0 unless all are', () => {
    const weightOf = (item: string) => (item === 'b' ? 1 : 0);
    for (const random of [0, 0.5, 0.999, 1]) expect(pickWeighted(['a', 'b', 'c'], weightOf, random)).toBe('b');
    expect([0, 0.5, 1].map((random) => pickWeighted(['a', 'b'], () => 0, random))).toEqual(['a', 'b', 'b']);
  });

  it('gives each item its share of the chances', () => {
    fc.assert(
      fc.property(weights, chance, (list, random) => {
        const items = list.map((weight, place) => ({ weight, place })) as [{ weight: number; place: number }];
        const { place } = pickWeighted(items, ({ weight }) => weight, random);
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const before = list.slice(0, place).reduce((sum, weight) => sum + weight, 0);
        const crumb = total * 1e-9;
        expect(random * total).toBeGreaterThanOrEqual(before - crumb);
        expect(random * total).toBeLessThanOrEqual(before + (list[place] as number) + crumb);
      }),
    );
  });
});
