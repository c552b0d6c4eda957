import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../src/documents/check-request.ts';
import type { RerankRequest } from '../../src/index.ts';
import { acmeCapabilities } from '../support/acme.ts';

const check = (request: unknown, modalities: readonly ('text' | 'image')[] = ['text']) =>
  checkRequest(request as RerankRequest, { ...acmeCapabilities, modalities });

describe('checkRequest', () => {
  it.each([
    [undefined, 'request must be an object, not undefined.', 'request'],
    [null, 'request must be an object, not null.', 'request'],
    [{ query: 4111111111111111, documents: ['a'] }, 'query must be a string, not a number.', 'query'],
    [{ documents: ['a'] }, 'query must be a string, not undefined.', 'query'],
    [{ query: ['q'], documents: ['a'] }, 'query must be a string, not an array.', 'query'],
    [{ query: '', documents: ['a'] }, 'query must not be empty.', 'query'],
    [{ query: ' \n', documents: ['a'] }, 'query must not be empty.', 'query'],
    [{ query: 'q' }, 'documents must be an array, not undefined.', 'documents'],
    [{ query: 'q', documents: 'a' }, 'documents must be an array, not a string.', 'documents'],
    [{ query: 'q', documents: [] }, 'documents must not be empty.', 'documents'],
    [{ query: 'q', documents: ['a', 7] }, 'documents.1 must be a string or an object, not a number.', 'documents.1'],
    [{ query: 'q', documents: [null] }, 'documents.0 must be a string or an object, not null.', 'documents.0'],
    [{ query: 'q', documents: [['a']] }, 'documents.0 must be a string or an object, not an array.', 'documents.0'],
    // A hole is undefined.
    [
      { query: 'q', documents: new Array(1) },
      'documents.0 must be a string or an object, not undefined.',
      'documents.0',
    ],
    [
      { query: 'q', documents: [() => 'a'] },
      'documents.0 must be a string or an object, not a function.',
      'documents.0',
    ],
    [
      { query: 'q', documents: [{ text: {} }] },
      'documents.0.text must be a string, not an object.',
      'documents.0.text',
    ],
    [
      { query: 'q', documents: [{ image: true }] },
      'documents.0.image must be a string, not a boolean.',
      'documents.0.image',
    ],
    [
      { query: 'q', documents: [{ id: 1n }] },
      'documents.0 has neither text nor image and cannot be written as JSON.',
      'documents.0',
    ],
    [
      { query: 'q', documents: [{ toJSON: () => undefined }] },
      'documents.0 has neither text nor image and no JSON form.',
      'documents.0',
    ],
    [
      { query: 'q', documents: ['a'], topN: 0 },
      'topN must be an integer of at least 1, or absent for all; got 0.',
      'topN',
    ],
    [
      { query: 'q', documents: ['a'], topN: 1.5 },
      'topN must be an integer of at least 1, or absent for all; got 1.5.',
      'topN',
    ],
    [
      { query: 'q', documents: ['a'], topN: '3' },
      'topN must be an integer of at least 1, or absent for all; got a string.',
      'topN',
    ],
    [
      { query: 'q', documents: ['a'], topN: null },
      'topN must be an integer of at least 1, or absent for all; got null.',
      'topN',
    ],
  ])('refuses %o', (request, message, path) => {
    expect(() => check(request)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message,
        details: { issues: [{ path, problem: message.slice(path.length + 1, -1) }] },
      }),
    );
  });

  it('reduces documents to what is sent', () => {
    const { passages, warnings } = check(
      {
        query: 'q',
        documents: ['a', { text: 'b', sku: 1 }, { text: 'c', image: 'i' }, { image: 'i', text: null }, { text: '' }],
      },
      ['text', 'image'],
    );
    expect(passages).toEqual([{ text: 'a' }, { text: 'b' }, { text: 'c', image: 'i' }, { image: 'i' }, { text: '' }]);
    expect(warnings).toEqual([]);
  });

  it('refuses an image where the model takes none, and says what to do', () => {
    expect(() => check({ query: 'q', documents: ['a', { text: 'b', image: 'i' }] })).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message:
          'documents.1.image cannot be ranked: this model takes text only. Leave image out, or choose a model that takes images.',
      }),
    );
    expect(check({ query: 'q', documents: [{ text: 'b', image: null }] }).passages).toEqual([{ text: 'b' }]);
  });

  it('ranks an object with neither text nor image by its JSON text, and says so once', () => {
    const one = check({ query: 'q', documents: ['a', { title: 't', text: null }] });
    expect(one.passages[1]).toEqual({ text: '{"title":"t","text":null}' });
    expect(one.warnings).toEqual([
      {
        code: 'document_stringified',
        message: 'documents.1 has neither text nor image and was ranked by its JSON text.',
      },
    ]);
    const many = check({ query: 'q', documents: [{ a: 1 }, { b: 2 }, { c: 3 }] });
    expect(many.warnings.map(({ message }) => message)).toEqual([
      'documents.0 and 2 more have neither text nor image and were ranked by their JSON text.',
    ]);
  });

  it('never asks for more results than there are documents', () => {
    expect(check({ query: 'q', documents: ['a', 'b'], topN: 9 }).topN).toBe(2);
    expect(check({ query: 'q', documents: ['a', 'b'] }).topN).toBeUndefined();
  });

  it('replaces what has no UTF-8 form and leaves all other text alone', () => {
    const { query, passages } = check({ query: 'q\ud83d', documents: ['\ude00x', '\u{1F600}', { text: 'y\ud83d' }] });
    expect([query, ...passages.map(({ text }) => text)]).toEqual(['q\ufffd', '\ufffdx', '\u{1F600}', 'y\ufffd']);
  });

  it('does not change what the caller gave, and keeps the documents themselves', () => {
    const anyDocument = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.record({ text: fc.string(), tag: fc.anything() }),
      fc.object(),
    );
    fc.assert(
      fc.property(fc.array(anyDocument, { minLength: 1 }), (documents) => {
        const before = structuredClone(documents);
        const request = Object.freeze({ query: 'q', documents: Object.freeze(documents) });
        try {
          const prepared = check(request);
          expect(prepared.documents.every((document, index) => document === documents[index])).toBe(true);
          expect(prepared.passages).toHaveLength(documents.length);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(invalid_request|unsupported)$/) });
        }
        expect(documents).toEqual(before);
      }),
    );
  });
});
