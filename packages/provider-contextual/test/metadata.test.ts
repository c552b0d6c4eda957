import { createRegistry, encodedDocuments } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { contextual } from '../src/index.ts';

const model = createRegistry({ providers: [contextual()] }).model('contextual/ctxl-rerank-v2-instruct-multilingual');

describe('metadata', () => {
  it.each([[['one']], [['one', 'two', 'three']], [[]]])(
    'must be one text for each document, not %j',
    async (metadata) => {
      const plan = model.plan({ query: 'q', documents: ['a', 'b'], options: { metadata } });
      await expect(plan).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringContaining(`options.metadata holds ${metadata.length} texts for 2 documents`),
        details: { issues: [{ path: 'options.metadata' }] },
      });
    },
  );

  it('goes with documents that are still JSON, however many', async () => {
    const bytes = new TextEncoder().encode('"a","b","c"');
    const documents = encodedDocuments({ source: { bytes }, spans: Uint32Array.of(0, 3, 4, 7, 8, 11) });
    const { parts } = await model.plan({ query: 'q', documents, options: { metadata: ['x', '', 'z'] } });
    expect(parts.map(({ request }) => request?.body)).toEqual([
      expect.objectContaining({ documents: ['a', 'b', 'c'], metadata: ['x', '', 'z'] }),
    ]);
  });
});
