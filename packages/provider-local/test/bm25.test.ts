import { expect, it } from 'vitest';
import { scoreBm25 } from '../src/bm25.ts';

const query = 'What is the GPU memory bandwidth of H100 SXM?';
const documents = [
  'The Hopper GPU is paired with the Grace CPU using NVIDIA NVLink-C2C, delivering 900GB/s bandwidth.',
  'A100 provides up to 20X higher performance over the prior generation.',
  'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
];

it('ranks the passage that answers first and the one without a common word last', () => {
  const scores = scoreBm25(query, documents);
  expect(scores[2]).toBeGreaterThan(scores[0] ?? Number.NaN);
  expect(scores[0]).toBeGreaterThan(scores[1] ?? Number.NaN);
  expect(scores[1]).toBe(0);
});
