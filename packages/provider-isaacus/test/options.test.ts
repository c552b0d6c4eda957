import { createRegistry } from '@openrerank/core';
import { expect, it } from 'vitest';
import { isaacus } from '../src/index.ts';

const model = createRegistry({ providers: [isaacus()] }).resolve('isaacus/kanon-2-reranker');
const messageOf = (options: object) =>
  model.plan({ query: 'q', documents: ['a'], options }).then(
    () => undefined,
    (error: Error) => error.message,
  );

it('names the wrong option, and what it may be', async () => {
  expect(await messageOf({ scoring_method: 'chunk_sum' })).toContain(
    'options.scoring_method: must be one of auto, chunk_max, chunk_avg, chunk_min',
  );
  expect(await messageOf({ chunking_options: { overlap_ratio: 1 } })).toContain(
    'options.chunking_options.overlap_ratio',
  );
  expect(await messageOf({ chunking_options: { sizes: 1 } })).toContain('options.chunking_options');
  expect(await messageOf({ top_k: 1 })).toContain('top_k: Isaacus takes no such option');
});

it('asks where the variable of its own clients says', async () => {
  const env = { ISAACUS_BASE_URL: 'https://gateway.example/v1' };
  const { parts } = await createRegistry({ providers: [isaacus()], env })
    .model('isaacus/kanon-2-reranker')
    .plan({ query: 'q', documents: ['a'] });
  expect(parts[0]!.request!.url).toBe('https://gateway.example/v1/rerankings');
});

it('takes the options of its page', async () => {
  const chunking_options = { size: 512, overlap_tokens: 0 };
  expect(await messageOf({ is_iql: true, scoring_method: 'chunk_min', chunking_options })).toBeUndefined();
});
