import { expect, test } from 'vitest';
import { voyage } from '../src/index.ts';

test.each([
  ['rerank-2.5', 32_000],
  ['rerank-2.5-lite', 32_000],
  ['rerank-2', 16_000],
  ['rerank-2-lite', 8_000],
  ['rerank-1', 8_000],
  ['rerank-lite-1', 4_000],
  ['rerank-9', undefined],
  ['constructor', undefined],
])('of a query and a document together %s reads %s tokens', (model, tokens) => {
  const { capabilities } = voyage.definition.endpoints['rerank']!;
  expect((typeof capabilities === 'function' ? capabilities(model) : capabilities).maxTokens).toBe(tokens);
});
