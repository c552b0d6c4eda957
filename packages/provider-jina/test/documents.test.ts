import { createRegistry } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { jina } from '../src/index.ts';

const registry = createRegistry({ providers: [jina()] });
const documentsOf = async (documents: readonly object[], model = 'jina-reranker-m0') => {
  const { parts } = await registry.resolve(`jina_ai/${model}`).plan({ query: 'q', documents });
  return (parts[0]!.request!.body as { readonly documents: unknown }).documents;
};

describe('documents with images', () => {
  test.each([
    ['https://example.com/a.png', 'https://example.com/a.png'],
    ['data:image/png;base64,iVBORw0KGgo=', 'iVBORw0KGgo='],
    ['DATA:image/svg+xml;base64,PHN2Zz4=', 'PHN2Zz4='],
    ['iVBORw0KGgo=', 'iVBORw0KGgo='],
    ['/9j/4AAQ', '/9j/4AAQ'],
  ])('go as objects, the image as a link or as base64: %s', async (image, sent) => {
    expect(await documentsOf([{ text: 'a', id: 1 }, { image }])).toEqual([{ text: 'a' }, { image: sent }]);
  });

  test.each(['', 'data:text/plain,hello', 'data:image/png,x', 'file:///a.png', ' iVBO', 'https://'])(
    'are refused where there is no image in it: "%s"',
    async (image) => {
      await expect(documentsOf([{ text: 'a' }, { image }])).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(/^documents\.1\.image must be a link/),
        details: { issues: [{ path: 'documents.1.image' }] },
      });
    },
  );

  test('are refused with a text beside the image, since Jina would rank one of them only', async () => {
    await expect(documentsOf([{ text: 'a', image: 'https://example.com/a.png' }])).rejects.toMatchObject({
      code: 'unsupported',
      message:
        'documents.0 holds a text and an image, of which Jina ranks one per document. Leave one out, or send them as two documents.',
    });
    expect(await documentsOf([{ text: '', image: 'https://example.com/a.png' }])).toEqual([
      { image: 'https://example.com/a.png' },
    ]);
  });

  test('are refused by models that read texts only', async () => {
    const image = 'https://example.com/a.png';
    await expect(documentsOf([{ image }], 'jina-reranker-v3')).rejects.toMatchObject({ code: 'unsupported' });
  });
});

test('documents without images are plain strings, whatever the model', async () => {
  expect(await documentsOf([{ text: 'a', id: 1 }])).toEqual(['a']);
  expect(await documentsOf([{ text: 'a' }], 'jina-reranker-v3')).toEqual(['a']);
});
