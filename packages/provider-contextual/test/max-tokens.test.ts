import { expect, test } from 'vitest';
import { contextual } from '../src/index.ts';

test.each([['ctxl-rerank-v2-instruct-multilingual', 8000]])(
  'of a query and a document together %s reads %s tokens',
  (model, tokens) => {
    const { capabilities } = contextual.definition.endpoints['rerank']!;
    expect((typeof capabilities === 'function' ? capabilities(model) : capabilities).maxTokens).toBe(tokens);
  },
);
