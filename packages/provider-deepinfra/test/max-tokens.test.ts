import { expect, test } from 'vitest';
import { deepinfra } from '../src/index.ts';

test.each([
  ['nvidia/Nemotron-3.5-Rerank-8B-BF16', 32_768],
  ['Qwen/Qwen3-Reranker-8B', undefined],
])('of a query and a document together %s reads %s tokens', (model, tokens) => {
  const { capabilities } = deepinfra.definition.endpoints['rerank']!;
  expect((typeof capabilities === 'function' ? capabilities(model) : capabilities).maxTokens).toBe(tokens);
});
