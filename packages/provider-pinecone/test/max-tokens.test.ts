import { expect, test } from 'vitest';
import { pinecone } from '../src/index.ts';

test.each([
  ['bge-reranker-v2-m3', 1024],
  ['cohere-rerank-3.5', 40_000],
  ['pinecone-rerank-v0', 512],
  ['newer', undefined],
])('of a query and a document together %s reads %s tokens', (model, tokens) => {
  const { capabilities } = pinecone.definition.endpoints['rerank']!;
  expect((typeof capabilities === 'function' ? capabilities(model) : capabilities).maxTokens).toBe(tokens);
});
