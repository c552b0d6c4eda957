import { expect, test } from 'vitest';
import { zeroentropy } from '../src/index.ts';

test.each([
  ['zerank-2', 32_768],
  ['zerank-1', 32_768],
  ['zerank-1-small', 32_768],
  ['zerank-9', undefined],
])('of a query and a document together %s reads %s tokens', (model, tokens) => {
  const { capabilities } = zeroentropy.definition.endpoints['rerank']!;
  expect((typeof capabilities === 'function' ? capabilities(model) : capabilities).maxTokens).toBe(tokens);
});
