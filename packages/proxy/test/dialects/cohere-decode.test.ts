import { RerankError } from '@openrerank/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohere, createCohereDialect } from '../../src/dialects/cohere.ts';
import { refusedFields } from '../../src/dialects/destination.ts';
import type { DecodeContext } from '../../src/dialects/dialect.ts';
import { optionNamesOf } from '../../src/option-names.ts';
import { asSent } from '../support/as-sent.ts';

const { decode } = createCohereDialect();
const context: DecodeContext = { optionNames: () => new Set(['truncate']), dropUnknown: false };
const valid = { model: 'm', query: 'q', documents: ['a', 'b'] };

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const decodeJson = (body: unknown, given: Partial<DecodeContext> = {}) =>
  decode({ bytes: bytes(body) }, { ...context, ...given });

function refusal(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (!(error instanceof RerankError)) throw error;
    return { code: error.code, message: error.message, param: error.details.issues?.[0]?.path };
  }
  throw new Error('Nothing was thrown.');
}

describe('what real clients send', () => {
  it('refuses a request without a model, as cohere-ai sends it when none is given', () => {
    expect(refusal(() => decodeJson({ query: 'q', documents: ['a'] }))).toEqual({
      code: 'invalid_request',
      message: 'model is required and must be a model name from GET /v1/models.',
      param: 'model',
    });
  });
});

describe('fields', () => {
  it.each([
    [{ ...valid, model: 7 }, 'model', 'model must be a model name from GET /v1/models, not a number.'],
    [{ ...valid, model: '' }, 'model', 'model must be a model name from GET /v1/models, not an empty string.'],
    [{ ...valid, query: ['q'] }, 'query', 'query must be a string, not an array.'],
    [{ ...valid, query: null }, 'query', 'query is required and must be a string.'],
    [{ ...valid, documents: 'a' }, 'documents', 'documents must be an array of strings or objects, not a string.'],
    [{ ...valid, documents: {} }, 'documents', 'documents must be an array of strings or objects, not an object.'],
    [
      { ...valid, documents: undefined },
      'documents',
      'documents is required and must be an array of strings or objects.',
    ],
    [{ ...valid, top_n: '2' }, 'top_n', 'top_n must be an integer of at least 1, or 0 or null for all, not a string.'],
    [
      { ...valid, top_n: 1.5 },
      'top_n',
      'top_n must be an integer of at least 1, or 0 or null for all, not the number 1.5.',
    ],
    [{ ...valid, top_n: -1 }, 'top_n', 'top_n must be at least 1, or 0 or null for all, not the number -1.'],
    [
      { ...valid, top_n: true },
      'top_n',
      'top_n must be an integer of at least 1, or 0 or null for all, not a boolean.',
    ],
    [{ ...valid, top_k: [] }, 'top_k', 'top_k must be an integer of at least 1, or 0 or null for all, not an array.'],
    [
      { ...valid, return_documents: 'yes' },
      'return_documents',
      'return_documents must be true or false, not a string.',
    ],
    [
      { ...valid, top_n: 1, top_k: 2 },
      'top_k',
      'top_k is another name of top_n and must not differ from it. Send only one.',
    ],
  ])('refuses %j', (body, param, message) => {
    expect(refusal(() => decodeJson(body))).toEqual({ code: 'invalid_request', message, param });
  });

  it('names all problems at once', () => {
    const { message } = refusal(() => decodeJson({ model: 'm', documents: 1, top_n: 'x' }));
    expect(message).toContain('query is required');
    expect(message).toContain('documents must be');
    expect(message).toContain('top_n must be');
  });

  it.each([
    [{}, undefined],
    [{ top_n: 0 }, undefined],
    [{ top_n: null }, undefined],
    [{ top_n: 3 }, 3],
    [{ top_k: 3 }, 3],
    [{ top_k: 0 }, undefined],
    [{ top_n: 3, top_k: 3 }, 3],
    [{ top_n: 3, top_k: null }, 3],
    [{ top_n: 1_000 }, 1_000],
  ])('reads the number of results from %j', (fields, topN) => {
    expect(decodeJson({ ...valid, ...fields }).topN).toBe(topN);
  });

  it('does not look into documents', () => {
    const documents = ['a', { text: 'b' }, 7, null];
    expect(asSent(decodeJson({ ...valid, documents })).documents).toEqual(documents);
  });
});

describe('options', () => {
  it('takes the options of the model that is asked for', () => {
    const asked: string[] = [];
    const optionNames = (model: string) => new Set([`of_${asked.push(model)}`]);
    expect(decodeJson({ ...valid, of_1: 'x' }, { optionNames }).options).toEqual({ of_1: 'x' });
    expect(asked).toEqual(['m']);
  });

  it('leaves an option that is null out', () => {
    expect(decodeJson({ ...valid, truncate: null }).options).toEqual({});
  });

  it('takes a known field as an option where the provider has one of that name', () => {
    const optionNames = () => new Set(['max_tokens_per_doc']);
    const { options, warnings } = decodeJson({ ...valid, max_tokens_per_doc: 9 }, { optionNames });
    expect({ options, warnings }).toEqual({ options: { max_tokens_per_doc: 9 }, warnings: [] });
  });

  it('passes a field that nobody knows to a provider that takes any, and still none that says where a call goes', () => {
    const optionNames = () => optionNamesOf([], true);
    const { options, warnings } = decodeJson({ ...valid, instruct: 'x', user: 'u' }, { optionNames });
    expect(options).toEqual({ instruct: 'x' });
    expect(warnings).toEqual(['user has no effect on this model and was ignored.']);
    expect(refusal(() => decodeJson({ ...valid, api_base: 'http://evil' }, { optionNames })).param).toBe('api_base');
  });

  it.each(cohere.request.ignored)('accepts %s without effect', (name) => {
    const { options, warnings } = decodeJson({ ...valid, [name]: 1 });
    expect({ options, warnings }).toEqual({
      options: {},
      warnings: [`${name} has no effect on this model and was ignored.`],
    });
  });

  it('lets the error of a model that nobody serves through', () => {
    const optionNames = () => {
      throw new RerankError('invalid_model', 'There is no such model.');
    };
    expect(refusal(() => decodeJson({ ...valid, nonsense: 1 }, { optionNames })).code).toBe('invalid_model');
  });
});

describe('fields that nobody knows', () => {
  it.each([
    ['topn', 'topn is not a field of this API or an option of this model. Did you mean top_n?'],
    ['rank_field', 'rank_field is not a field of this API or an option of this model. Did you mean rank_fields?'],
    ['truncat', 'truncat is not a field of this API or an option of this model. Did you mean truncate?'],
    [
      'max_chunk_per_doc',
      'max_chunk_per_doc is not a field of this API or an option of this model. Did you mean max_chunks_per_doc?',
    ],
    [
      'colour',
      'colour is not a field of this API or an option of this model. Known are model, query, documents, top_n, top_k, return_documents, truncate.',
    ],
    ['__proto__', undefined],
  ])('refuses %s', (name, message) => {
    const body = `{"model":"m","query":"q","documents":["a"],${JSON.stringify(name)}:1}`;
    const found = refusal(() => decodeJson(body));
    expect(found).toMatchObject({ code: 'invalid_request', param: name });
    if (message !== undefined) expect(found.message).toBe(message);
  });

  it('names the first few of many', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, place) => [`field${place}`, 1]));
    const { message } = refusal(() => decodeJson({ ...valid, ...many }));
    expect(message).toContain('field4 ');
    expect(message).not.toContain('field5 ');
  });

  it('shortens a name that is a text', () => {
    const name = 'long text '.repeat(1_000);
    expect(refusal(() => decodeJson({ ...valid, [name]: 1 })).message.length).toBeLessThan(400);
  });

  it('are dropped with a warning where the configuration says so', () => {
    const many = Object.fromEntries(Array.from({ length: 7 }, (_, place) => [`field${place}`, 1]));
    const { options, warnings } = decodeJson({ ...valid, ...many }, { dropUnknown: true });
    expect({ options, warnings }).toEqual({
      options: {},
      warnings: ['Unknown fields were dropped: "field0", "field1", "field2", "field3", "field4" and 2 more.'],
    });
  });
});

describe('where a call goes', () => {
  it.each([...refusedFields])('cannot be set by %s, even where unknown fields are dropped', (name) => {
    expect(refusal(() => decodeJson({ ...valid, [name]: 'x' }, { dropUnknown: true }))).toEqual({
      code: 'invalid_request',
      message: `${name} cannot be set by a request: the proxy decides where a call goes and with what key. Leave it out.`,
      param: name,
    });
  });
});

describe('any body', () => {
  it('is decoded, or refused with an error of ours that does not quote it', () => {
    const field = fc.constantFrom('model', 'query', 'documents', 'top_n', 'return_documents', 'user', 'x', '__proto__');
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), fc.boolean(), (fields, dropUnknown) => {
        try {
          decodeJson(fields, { dropUnknown });
        } catch (error) {
          expect(error).toBeInstanceOf(RerankError);
        }
      }),
    );
  });

  it('keeps any text of a document', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (documents) => {
        expect(asSent(decodeJson({ ...valid, documents })).documents).toEqual(documents);
      }),
    );
  });
});
