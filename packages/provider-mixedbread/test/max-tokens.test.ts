import { expect, test } from 'vitest';
import { mixedbread } from '../src/index.ts';

test.each([
  ['mixedbread-ai/mxbai-rerank-large-v1', 512],
  ['mixedbread-ai/mxbai-rerank-base-v1', 512],
  ['mxbai-rerank-xsmall-v1', 512],
  ['mixedbread-ai/mxbai-rerank-large-v2', undefined],
  ['acme/mxbai-rerank-large-v1', undefined],
])('of a query and a document together %s reads %s tokens', (model, tokens) => {
  const { capabilities } = mixedbread.definition.endpoints['rerank']!;
  expect((typeof capabilities === 'function' ? capabilities(model) : capabilities).maxTokens).toBe(tokens);
});
