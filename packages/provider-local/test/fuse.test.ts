import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fuse } from '../src/fuse.ts';

it('adds half of the meaning to the words, both in standard deviations', () => {
  const fused = fuse([0, 10, 20], [0.6, 0.4, 0.2]);
  const step = Math.sqrt(3 / 2);
  expect(fused).toHaveLength(3);
  for (const [index, expected] of [-step / 2, 0, step / 2].entries()) expect(fused[index]).toBeCloseTo(expected, 12);
});

it('goes by the meaning where the words tell no difference, and the other way round', () => {
  expect(fuse([3, 3], [0.25, 0.75])).toEqual([-0.5, 0.5]);
  expect(fuse([1, 2], [0.7, 0.7])).toEqual([-1, 1]);
  expect(fuse([3, 3], [0.1, 0.1])).toEqual([0, 0]);
  expect(fuse([0.1 + 0.2, 0.3, 0.3], [1, 1, 1])).toEqual([0, 0, 0]);
});

it('has a score for one document, and none for no document', () => {
  expect(fuse([4], [0.2])).toEqual([0]);
  expect(fuse([], [])).toEqual([]);
});

it('gives finite scores, the same for other units', () => {
  const thousandths = (min: number, max: number) => fc.integer({ min, max }).map((count) => count / 1000);
  const scores = fc.array(fc.tuple(thousandths(0, 1e6), thousandths(-1000, 1000)));
  fc.assert(
    fc.property(scores, (pairs) => {
      const [words, meanings] = [pairs.map(([word]) => word), pairs.map(([, meaning]) => meaning)];
      const fused = fuse(words, meanings);
      expect(fused.every(Number.isFinite)).toBe(true);
      const rescaled = fuse(
        words.map((score) => score * 4),
        meanings,
      );
      for (const [index, score] of fused.entries()) expect(rescaled[index]).toBeCloseTo(score, 6);
    }),
  );
});
