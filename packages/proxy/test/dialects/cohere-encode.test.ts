import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCohereDialect } from '../../src/dialects/cohere.ts';

const { decode, encode } = createCohereDialect();

describe('encode', () => {
  const roundTrip = (documents: readonly (string | object)[]) => {
    const body = Buffer.from(JSON.stringify({ model: 'm', query: 'q', documents }));
    const request = decode({ bytes: body }, { optionNames: () => new Set(), dropUnknown: false });
    const results = request.documents.map((document, index) => ({ index, relevanceScore: -index, document }));
    const answer = { id: 'r', apiVersion: '2', usage: undefined, results, ...request };
    const response = JSON.parse(Buffer.from(encode(answer)).toString()) as { results: { document: unknown }[] };
    return response.results.map(({ document }) => document);
  };

  it('gives every text back as it came: half surrogates, emoji and NUL included', () => {
    const texts = ['\ud800', 'a\udc00b', '👩‍🚀', '\u0000', '\u2028', '"\\', ''];
    expect(roundTrip(texts)).toEqual(texts.map((text) => ({ text })));
  });

  it('gives any object back whole', () => {
    const document = fc
      .dictionary(fc.string(), fc.jsonValue())
      .map((value) => JSON.parse(JSON.stringify(value)) as object);
    fc.assert(
      fc.property(fc.array(document), (documents) => {
        expect(roundTrip(documents)).toEqual(documents);
      }),
    );
  });

  it('gives a key named __proto__ back like any other', () => {
    const document = JSON.parse('{"text":"a","__proto__":{"x":1}}') as object;
    expect(JSON.stringify(roundTrip([document])[0])).toBe('{"text":"a","__proto__":{"x":1}}');
  });
});
