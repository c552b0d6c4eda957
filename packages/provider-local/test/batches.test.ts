import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toBatches } from '../src/node/onnx/batches.ts';

it('reads texts of near lengths together', () => {
  expect(toBatches([500, 10, 500, 12, 11], true)).toEqual([[1, 4, 3, 0, 2]]);
  expect(toBatches([4000, 10, 4000], true)).toEqual([[1], [0], [2]]);
});

it('reads a text by itself that is longer than all that is read at once', () => {
  expect(toBatches([9000, 9000], true)).toEqual([[0], [1]]);
});

it('keeps other lengths apart where the model cannot be told what is padding', () => {
  expect(toBatches([5, 6, 5, 6, 7], false)).toEqual([[0, 2], [1, 3], [4]]);
});

it('has none for no texts', () => {
  expect(toBatches([], true)).toEqual([]);
});

it('has each text once, in batches that are bounded with their padding', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 600 })), fc.boolean(), (lengths, mayPad) => {
      const batches = toBatches(lengths, mayPad);
      expect(batches.flat().toSorted((a, b) => a - b)).toEqual([...lengths.keys()]);
      for (const batch of batches) {
        const longest = Math.max(...batch.map((index) => lengths[index] ?? 0));
        expect(batch.length * longest).toBeLessThanOrEqual(4096);
      }
    }),
  );
});
