import { expect, test } from 'vitest';
import { elasticsearch } from '../src/index.ts';

test.each([
  ['.rerank-v1-elasticsearch', 512],
  ['my-cohere-endpoint', undefined],
])('of a query and a document together %s reads %s tokens', (model, tokens) => {
  const { capabilities } = elasticsearch.definition.endpoints['rerank']!;
  expect((typeof capabilities === 'function' ? capabilities(model) : capabilities).maxTokens).toBe(tokens);
});
