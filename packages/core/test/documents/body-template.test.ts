import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BuildInput,
  bodyBytes,
  type EncodedRequest,
  type HttpRequest,
  type RerankRequest,
} from '../../src/index.ts';
import { compiledOf, encodedRequestsOf } from '../support/compiled.ts';
import { countingBuilds } from '../support/counting.ts';
import { encodedOf, toLiterals } from '../support/encoded-texts.ts';

type Build = (input: BuildInput) => HttpRequest;

const url = 'https://h/rerank';
const builds: Readonly<Record<string, Build>> = {
  'the query before the texts': ({ model, query, passages, topN, options }) => ({
    url,
    body: { model, query, passages, top_n: topN, ...(options as object) },
  }),
  'the query after the texts': ({ query, passages, options }) => ({
    url,
    body: { documents: passages.map(({ text }) => text), options, inner: { query } },
  }),
  'the query twice': ({ query, passages }) => ({
    url,
    body: [query, passages.map(({ text }) => ({ text, n: 1 })), query],
  }),
  'the query with each text': ({ query, passages }) => ({
    url,
    body: { query, pairs: passages.map(({ text }) => [query, text]) },
  }),
};

const bodyOf = ([request]: readonly EncodedRequest[]) => {
  const body = bodyBytes(request?.body);
  return typeof body === 'string' ? body : Buffer.from(body as Uint8Array).toString();
};
const isSpliced = ([request]: readonly EncodedRequest[]) =>
  typeof request?.body === 'object' && 'texts' in request.body;

const standIns = ['query~', 'query~~', 'passage~1', 'passage~2', 'passage~~1', '"query~"', '"passage~1"', ',"query~",'];
const odd = ['', ' ', '"', '\\', '\\"', '\u2028', '\u0000', '\ud800', 'x\udc00y', '}', '$&', 'null'];
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...standIns, ...odd));
const queries = anyText.filter((text) => text.trim() !== '');
const options = fc.record({ priority: fc.integer(), note: anyText, deep: fc.jsonValue() }, { requiredKeys: [] });
const requests = fc.record(
  {
    query: queries,
    documents: fc.array(anyText, { minLength: 1, maxLength: 18 }),
    topN: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: ['query', 'documents'] },
);

describe.each(Object.entries(builds))('the template of a body with %s', (_name, build) => {
  it('gives the very JSON that the endpoint gives, for decoded and for encoded texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(requests, { minLength: 1, maxLength: 4 }), options, async (list, given) => {
        const { provider } = countingBuilds(build);
        const model = compiledOf(provider());
        for (const { query, documents, topN } of list) {
          const texts = documents.map((text) => text.toWellFormed());
          const input = {
            model: 'm',
            query: query.toWellFormed(),
            passages: texts.map((text) => ({ text })),
            firstIndex: 0,
            topN: topN && Math.min(topN, texts.length),
            options: given,
            baseUrl: 'https://api.acme.test',
          };
          const expected = JSON.stringify(build(input).body);
          const request = { query, topN, options: given };
          expect(bodyOf(await encodedRequestsOf(model, { ...request, documents }))).toBe(expected);
          const encoded = await encodedRequestsOf(model, { ...request, documents: encodedOf(toLiterals(texts)) });
          expect(bodyOf(encoded)).toBe(expected);
          expect(isSpliced(encoded)).toBe(true);
        }
      }),
    );
  });
});

const ask = (changes: Partial<RerankRequest> = {}) => ({ query: 'what', documents: ['a', 'b'], ...changes });
const encodedAsk = (query = 'what') => ({ query, documents: encodedOf(['"a"', '"b"']) });
const plain = builds['the query before the texts'] as Build;

describe('an endpoint whose requests are no template', () => {
  it.each<[string, Build, string]>([
    [
      'a prefix before the query',
      ({ query, passages }) => ({ url, body: { query: `search: ${query}`, passages } }),
      '{"query":"search: what","passages":[{"text":"a"},{"text":"b"}]}',
    ],
    [
      'the query in the URL',
      ({ query, passages }) => ({ url: `${url}?q=${encodeURIComponent(query)}`, body: { query, passages } }),
      '{"query":"what","passages":[{"text":"a"},{"text":"b"}]}',
    ],
    [
      'the query in a header',
      ({ query, passages }) => ({ url, headers: { 'x-query': query }, body: { query, passages } }),
      '{"query":"what","passages":[{"text":"a"},{"text":"b"}]}',
    ],
    [
      'no query in the body',
      ({ passages }) => ({ url, body: { passages } }),
      '{"passages":[{"text":"a"},{"text":"b"}]}',
    ],
  ])('is asked for each request, and encoded texts are still spliced: %s', async (_name, build, expected) => {
    const { provider, inputs } = countingBuilds(build);
    const model = compiledOf(provider());
    for (const query of ['what', 'other', 'what']) {
      const made = build({ ...inputs[0], query, passages: [{ text: 'a' }, { text: 'b' }] } as BuildInput);
      const before = inputs.length;
      const requests = await encodedRequestsOf(model, ask({ query }));
      expect(inputs.length).toBeGreaterThan(before);
      const encoded = await encodedRequestsOf(model, encodedAsk(query));
      expect(isSpliced(encoded)).toBe(true);
      for (const list of [requests, encoded]) {
        expect(bodyOf(list)).toBe(expected.replace('what', query));
        expect(list[0]?.url).toBe(made.url);
        expect(list[0]?.headers['x-query']).toBe(made.headers?.['x-query']);
      }
    }
  });

  it('may have no body', async () => {
    const { provider } = countingBuilds(() => ({ url, method: 'GET' }));
    const model = compiledOf(provider());
    for (const request of [ask(), encodedAsk()]) {
      const sent = { url, method: 'GET', headers: { accept: 'application/json' }, body: undefined };
      expect(await encodedRequestsOf(model, request)).toEqual([sent]);
    }
  });

  it('gets decoded texts where it does not copy them', async () => {
    const { provider } = countingBuilds(({ query, passages }) => ({
      url,
      body: { query, passages: passages.map(({ text }) => text?.toUpperCase()) },
    }));
    expect(bodyOf(await encodedRequestsOf(compiledOf(provider()), encodedAsk()))).toBe(
      '{"query":"what","passages":["A","B"]}',
    );
  });

  it('gets decoded texts where a body around them has no JSON form, and the call fails', async () => {
    const { provider } = countingBuilds(({ query, passages }) => ({ url, body: { query, passages, big: 1n } }));
    for (const request of [ask(), encodedAsk()]) {
      await expect(encodedRequestsOf(compiledOf(provider()), request)).rejects.toMatchObject({
        code: 'invalid_options',
        message: 'An option has no JSON form.',
        cause: expect.any(TypeError),
      });
    }
  });
});

describe('an option that has no JSON form', () => {
  it.each(['decoded', 'encoded'])('fails a call with %s texts as an invalid option', async (kind) => {
    const { provider } = countingBuilds(plain);
    const request = { ...(kind === 'decoded' ? ask() : encodedAsk()), options: { big: 1n } };
    await expect(encodedRequestsOf(compiledOf(provider()), request)).rejects.toMatchObject({ code: 'invalid_options' });
  });
});
