import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHalf } from '../src/half.ts';
import { createScorer } from '../src/score.ts';

const logits = (query: string, passages: readonly string[]) => passages.map((text) => createScorer(query)({ text }));

const order = (scores: readonly number[]) =>
  scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));

test('ranks the passage first that answers a question about the H100, then the one about its kin', () => {
  const scores = logits('What is the GPU memory bandwidth of H100 SXM?', [
    "The Hopper GPU is paired with the Grace CPU using NVIDIA's ultra-fast chip-to-chip interconnect, delivering 900GB/s of bandwidth.",
    'A100 provides up to 20X higher performance over the prior generation.',
    'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
  ]);
  expect(order(scores)).toEqual([2, 0, 1]);
  expect(scores[2]).toBeGreaterThan(0);
  expect(scores[1]).toBe(-13);
});

test('finds the traveler by the stem', () => {
  const scores = logits('which way did the traveler go?', [
    'then took the other, as just as fair, and having perhaps the better claim',
    'and i took the one less traveled by, and that has made all the difference',
  ]);
  expect(order(scores)).toEqual([1, 0]);
});

test('gives the documented logits for the documented pairs alone', () => {
  const passage =
    'i shall be telling this with a sigh somewhere ages and ages hence: two roads diverged in a wood, and i, i took the one less traveled by, and that has made all the difference.';
  expect(logits('which way should i go?', [passage])).toEqual([-3.029296875]);
  expect(logits('which way should i go', [passage])).toEqual([-13]);
});

test('an image without text gets a low logit made from its bytes', () => {
  const score = createScorer('a chart of memory bandwidth');
  const [one, other] = ['data:image/png;base64,iVBORw==', 'data:image/png;base64,iVBORx=='];
  expect(score({ image: one })).toBe(score({ image: one }));
  expect(score({ image: one })).not.toBe(score({ image: other }));
  expect(score({ image: one })).toBeLessThan(-8);
  expect(score({ image: one, text: 'memory bandwidth chart' })).toBeGreaterThan(0);
});

test('every logit is a half-precision number between -25 and 25, whatever the texts', () => {
  const words = fc.array(fc.constantFrom('gpu', 'memory', 'the', '東京', 'zyxwvutsrq', '!', 'H100'), { maxLength: 80 });
  fc.assert(
    fc.property(words, words, (query, passage) => {
      const [logit = Number.NaN] = logits(query.join(' '), [passage.join(' ')]);
      expect(toHalf(logit)).toBe(logit);
      expect(Math.abs(logit)).toBeLessThanOrEqual(25);
    }),
  );
});
