import { createRegistry, encodedDocuments } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { contextual } from '../src/index.ts';

const model = createRegistry({ providers: [contextual()] }).model('contextual/ctxl-rerank-v2-instruct-multilingual');

describe('document_metadata', () => {
  it.each([[['one']], [['one', 'two', 'three']], [[]]])(
    'must be one text for each document, not %j',
    async (metadata) => {
      const plan = model.plan({ query: 'q', documents: ['a', 'b'], options: { document_metadata: metadata } });
      await expect(plan).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringContaining(`options.document_metadata: holds ${metadata.length} texts for 2 documents`),
        details: { issues: [{ path: 'options.document_metadata' }] },
      });
    },
  );

  it('leaves the name of metadata to the call', async () => {
    const plan = model.plan({ query: 'q', documents: ['a'], options: { metadata: { user: '7' } } as never });
    await expect(plan).rejects.toThrow('only instruction, document_metadata');
    expect(contextual.definition.optionNames).not.toContain('metadata');
  });

  it('goes with documents that are still JSON, however many', async () => {
    const bytes = new TextEncoder().encode('"a","b","c"');
    const documents = encodedDocuments({ source: { bytes }, spans: Uint32Array.of(0, 3, 4, 7, 8, 11) });
    const { parts } = await model.plan({ query: 'q', documents, options: { document_metadata: ['x', '', 'z'] } });
    expect(parts.map(({ request }) => request?.body)).toEqual([
      expect.objectContaining({ documents: ['a', 'b', 'c'], metadata: ['x', '', 'z'] }),
    ]);
  });
});

it('asks where the variable of its own clients says', async () => {
  const env = { CONTEXTUAL_AI_BASE_URL: 'https://gateway.example/v1/' };
  const { parts } = await createRegistry({ providers: [contextual()], env })
    .model('contextual/ctxl-rerank-v1-instruct')
    .plan({ query: 'q', documents: ['a'] });
  expect(parts[0]!.request!.url).toBe('https://gateway.example/v1/rerank');
});
