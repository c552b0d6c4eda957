import {
  type BuildInput,
  type Capabilities,
  createRegistry,
  defineRerankProvider,
  type Passage,
} from '@openrerank/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohereSpelling, listEndpoint, readTokenUsage, type Spelling, teiSpelling } from '../src/index.ts';

const capabilities = {
  modalities: ['text', 'image'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
} as const satisfies Capabilities;

const input = (more: Partial<BuildInput> = {}): BuildInput => ({
  baseUrl: 'https://h',
  model: 'm',
  query: 'q',
  passages: [{ text: 'a' }, { text: 'b' }],
  firstIndex: 0,
  topN: undefined,
  options: {},
  ...more,
});

const endpoint = (spelling: Spelling, toDocument?: (passage: Passage) => unknown) =>
  listEndpoint({
    capabilities,
    spelling,
    url: ({ baseUrl }) => `${baseUrl}/x`,
    readUsage: readTokenUsage,
    ...(toDocument && { toDocument }),
  });

describe('a request', () => {
  test('is spelled as Cohere spells it', () => {
    expect(endpoint(cohereSpelling).buildRequest(input({ topN: 1, options: { extra: true } }))).toEqual({
      url: 'https://h/x',
      body: { extra: true, return_documents: false, model: 'm', query: 'q', documents: ['a', 'b'], top_n: 1 },
    });
  });

  test('is spelled as TEI spells it, which knows neither a model nor a number of results', () => {
    expect(endpoint(teiSpelling).buildRequest(input({ topN: 1 })).body).toEqual({
      return_text: false,
      query: 'q',
      texts: ['a', 'b'],
    });
  });

  test('does not let an option take the place of a field', () => {
    const options = { model: 'other', query: 'other', documents: [], return_documents: true, top_n: 9 };
    expect(endpoint(cohereSpelling).buildRequest(input({ topN: 2, options })).body).toEqual({
      return_documents: false,
      model: 'm',
      query: 'q',
      documents: ['a', 'b'],
      top_n: 2,
    });
  });

  test('holds an object for a passage with an image, or what the API expects', () => {
    const passages = [{ text: 'a' }, { image: 'i' }, { text: 't', image: 'i' }];
    const build = (toDocument?: (passage: Passage) => unknown) =>
      (endpoint(cohereSpelling, toDocument).buildRequest(input({ passages })).body as { documents: unknown }).documents;
    expect(build()).toEqual(['a', { image: 'i' }, { text: 't', image: 'i' }]);
    expect(build(({ text }) => ({ content: text ?? '' }))).toEqual([
      { content: 'a' },
      { content: '' },
      { content: 't' },
    ]);
  });
});

test('a request holds no number of results where none is asked for', () => {
  expect(endpoint(cohereSpelling).buildRequest(input()).body).not.toHaveProperty('top_n');
});

describe('an answer', () => {
  const results = [
    { index: 1, relevance_score: 0.5, document: { text: 'ignored' } },
    { index: 0, relevance_score: -2 },
  ];
  const ranking = [
    { index: 1, relevanceScore: 0.5 },
    { index: 0, relevanceScore: -2 },
  ];
  const parse = (answer: unknown) => endpoint(cohereSpelling).parseResponse(answer, input());

  test('is read from its list, in the order that it has, with the usage beside it', () => {
    expect(parse({ results })).toEqual({ ranking });
    expect(parse({ results, usage: { total_tokens: 3 } })).toEqual({ ranking, usage: { totalTokens: 3 } });
  });

  test('may be the list itself', () => {
    expect(endpoint(teiSpelling).parseResponse([{ index: 0, score: 1 }], input())).toEqual({
      ranking: [{ index: 0, relevanceScore: 1 }],
    });
  });

  test.each([
    ['has no list "results"', {}],
    ['has no list "results"', null],
    ['has no list "results"', { results: { 0: 'x' } }],
    ['has no index in result 1', { results: [results[0], { relevance_score: 1 }] }],
    ['has no index in result 0', { results: ['x'] }],
    ['has no number "relevance_score" in result 0', { results: [{ index: 0, relevance_score: '1' }] }],
    ['has no number "relevance_score" in result 0', { results: [{ index: 0, relevance_score: null }] }],
  ])('that %s is refused, without its text in the error', (problem, answer) => {
    expect(() => parse(answer)).toThrow(
      expect.objectContaining({ code: 'invalid_response', message: `The upstream's answer ${problem}.` }),
    );
  });

  test('that should be a list and is none is refused', () => {
    expect(() => endpoint(teiSpelling).parseResponse({ error: 'x' }, input())).toThrow('is not a list');
  });

  test('of any JSON gives numbers, or is refused', () => {
    const results = fc.array(fc.record({ index: fc.jsonValue(), relevance_score: fc.jsonValue() }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ results })), (answer) => {
        try {
          for (const { index, relevanceScore } of parse(answer).ranking) {
            expect([typeof index, typeof relevanceScore]).toEqual(['number', 'number']);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_response' });
        }
      }),
    );
  });
});

test('a provider of one spelling ranks through core', async () => {
  const acme = defineRerankProvider({
    id: 'acme',
    baseUrl: 'https://acme.example',
    optionsSchema: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: {} }) } },
    optionNames: [],
    endpoints: { rerank: endpoint({ ...cohereSpelling, results: 'data', score: 'score' }) },
  });
  const data = [
    { index: 0, score: 0.1 },
    { index: 1, score: 0.9 },
  ];
  const transport = async () => ({ status: 200, headers: {}, body: JSON.stringify({ data }) });
  const registry = createRegistry({ providers: [acme()], transport });
  const { results } = await registry.model('acme/m').rerank({ query: 'q', documents: ['a', 'b'] });
  expect(results.map(({ document }) => document)).toEqual(['b', 'a']);
});
