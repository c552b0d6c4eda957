import { type Capabilities, type HttpEndpoint, type ParsedRanking, RerankError } from '@openrerank/core';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { type ConformanceOptions, conformanceChecks, type RankingFixture } from '../src/index.ts';
import { type AcmeOptions, acme, acmeEndpoint, acmeLocal, fixtures, fixturesWith, rerank } from './support/acme.ts';
import { failuresOf } from './support/run-checks.ts';

type Endpoint = Partial<HttpEndpoint<AcmeOptions>>;
type Request = Readonly<Record<string, unknown>>;

const [basic] = fixtures.rankings as readonly [RankingFixture];
const { url, body } = basic.request as { readonly url: string; readonly body: Request };
const result = {
  ranking: [
    { index: 0, relevanceScore: 0.07 },
    { index: 1, relevanceScore: 0.92 },
    { index: 2, relevanceScore: 0.31 },
  ],
};
const scores = [0.07, 0.92, 0.31];

const reading = <T>(schema: z.ZodType<T>, read: (answer: T) => readonly (readonly [number, number])[]): Endpoint => ({
  parseResponse: (answer): ParsedRanking => ({
    ranking: read(schema.parse(answer)).map(([index, relevanceScore]) => ({ index, relevanceScore })),
  }),
});

const digits = z.string().regex(/^(0|[1-9]\d*)$/);

const byText = reading(z.object({ records: z.array(z.object({ id: digits, score: z.number() })) }), ({ records }) =>
  records.map(({ id, score }) => [Number(id), score]),
);
const byPlace = reading(z.object({ scores: z.array(z.number()) }), (answer) =>
  answer.scores.map((score, index) => [index, score]),
);
const bare = reading(z.array(z.object({ index: z.int(), score: z.number() })), (answer) =>
  answer.map(({ index, score }) => [index, score]),
);

const counting: Endpoint = {
  parseResponse(answer, input) {
    const { ranking, usage } = rerank.parseResponse(answer, input);
    const quantity = usage?.totalTokens;
    const units = quantity === undefined ? [] : [{ quantity, unit: 'pages' }];
    return { ranking, ...(units.length > 0 && { usage: { units } }) };
  },
};

/** Two results a page. */
const paged: Endpoint = {
  parseResponse(answer, input) {
    const { results, nextToken } = z
      .object({ results: z.array(z.object({ index: z.int(), score: z.number() })), nextToken: z.string().optional() })
      .parse(answer);
    const request = rerank.buildRequest(input);
    return {
      ranking: results.map(({ index, score }) => ({ index, relevanceScore: score })),
      ...(nextToken !== undefined && { next: { ...request, body: { ...(request.body as object), nextToken } } }),
    };
  },
};
const page = {
  ...fixturesWith({
    name: 'page',
    response: { results: [{ index: 1, score: 0.92 }], nextToken: 't' },
    result: { ranking: [{ index: 1, relevanceScore: 0.92 }], next: { url, body: { ...body, nextToken: 't' } } },
  }),
};
const lastPage = fixturesWith({ response: { results: scores.map((score, index) => ({ index, score })) }, result });

const { documents, query, ...others } = body as Request & { readonly documents: readonly string[] };

/** A request that is not a list of documents alone. */
const pairs: Endpoint = {
  buildRequest(input) {
    const built = rerank.buildRequest(input);
    const { documents, query, ...rest } = built.body as Request & { readonly documents: readonly string[] };
    return { ...built, body: { ...rest, pairs: documents.map((text) => [query, text]) } };
  },
};
const textsOf = (built: unknown) => (built as { readonly documents: readonly string[] }).documents;

/** One body member for all texts. */
const combining = (combine: (query: string, texts: readonly string[]) => unknown): Endpoint => ({
  copiesTexts: false,
  buildRequest(input) {
    const built = rerank.buildRequest(input);
    const { documents, query, ...rest } = built.body as Request & { readonly query: string };
    return { ...built, body: { ...rest, input: combine(query, textsOf(built.body)) } };
  },
});
const together = (query: string, texts: readonly string[]) => [query, ...texts];
const prompt = (query: string, texts: readonly string[]) =>
  `${query}\n${texts.map((text, place) => `[${place}] ${text}`).join('\n')}`;
const combined = (combine: (query: string, texts: readonly string[]) => unknown) =>
  fixturesWith({ request: { url, body: { ...others, input: combine(query as string, documents) } } });

/** One document a request, in no list, as is its score. */
const alone: Endpoint = {
  capabilities: { maxDocuments: 1, modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
  buildRequest(input) {
    const built = rerank.buildRequest({ ...input, topN: undefined });
    const { documents, ...rest } = built.body as Request;
    return { ...built, body: { ...rest, document: textsOf(built.body)[0] } };
  },
  parseResponse: (answer) => ({
    ranking: [{ index: 0, relevanceScore: z.object({ score: z.number() }).parse(answer).score }],
  }),
};
const ofOne = fixturesWith({
  input: { ...basic.input, passages: [{ text: 'Lyon' }] },
  request: { url, body: { truncate: 'END', query, document: 'Lyon' } },
  response: { score: 0.07 },
  result: { ranking: [{ index: 0, relevanceScore: 0.07 }] },
});

const shapes: readonly (readonly [what: string, endpoint: Endpoint, options: ConformanceOptions])[] = [
  [
    'indices that are texts',
    byText,
    {
      fixtures: fixturesWith({ response: { records: scores.map((score, id) => ({ id: String(id), score })) }, result }),
    },
  ],
  ['scores by their place', byPlace, { fixtures: fixturesWith({ response: { scores }, result }) }],
  [
    'a bare list',
    bare,
    { fixtures: fixturesWith({ response: scores.map((score, index) => ({ index, score })), result }) },
  ],
  [
    "usage in a unit of the vendor's own",
    counting,
    {
      fixtures: fixturesWith({
        result: { ...(basic.result as object), usage: { units: [{ quantity: 12, unit: 'pages' }] } },
      }),
    },
  ],
  ['pages', paged, { fixtures: { ...fixtures, rankings: [...page.rankings, ...lastPage.rankings] } }],
  [
    'pairs of query and document',
    pairs,
    {
      fixtures: fixturesWith({ request: { url, body: { ...others, pairs: documents.map((text) => [query, text]) } } }),
    },
  ],
  [
    // Core finds no place for another query then, and asks for each request; the texts are copied all the same.
    'a prefix before the query',
    { buildRequest: (input) => rerank.buildRequest({ ...input, query: `Query: ${input.query}` }) },
    { fixtures: fixturesWith({ request: { url, body: { ...body, query: `Query: ${query}` } } }) },
  ],
  ['the query in the list of documents', combining(together), { fixtures: combined(together) }],
  ['all texts in one prompt', combining(prompt), { fixtures: combined(prompt) }],
  ['one document a request', alone, { fixtures: ofOne }],
  [
    'one document a request, in lists',
    { capabilities: { ...(rerank.capabilities as Capabilities), maxDocuments: 1 } },
    {
      fixtures: fixturesWith({
        input: { ...basic.input, passages: [{ text: 'Lyon' }] },
        request: { url, body: { ...body, documents: ['Lyon'] } },
        response: { page: 1, results: [{ index: 0, score: 0.07 }] },
        result: { ranking: [{ index: 0, relevanceScore: 0.07 }] },
      }),
    },
  ],
  [
    "one document a request, answered by the author's function",
    alone,
    { fixtures: ofOne, answer: (_request, [score]) => ({ score }) },
  ],
  [
    'three documents a request',
    { capabilities: { ...(rerank.capabilities as Capabilities), maxDocuments: 3 } },
    { fixtures },
  ],
  [
    'no limit, and abilities that depend on the model',
    {
      capabilities: () => ({
        modalities: ['text', 'image'],
        scoring: 'listwise',
        scoreScale: { kind: 'logit' },
        cutsTopN: true,
      }),
    },
    { fixtures },
  ],
  [
    'models that it refuses',
    {
      buildRequest(input) {
        if (!/^\w+$/.test(input.model)) throw new RerankError('invalid_model', 'A word, please.');
        return rerank.buildRequest(input);
      },
    },
    { fixtures },
  ],
];

test.each(shapes)('a good provider with %s keeps every promise', async (_, endpoint, options) => {
  expect(await failuresOf(conformanceChecks(acmeEndpoint(endpoint), options))).toEqual([]);
});

test.each([
  ['over HTTP', acme, { fixtures }],
  ['mounted under its own id', acme({ id: 'acme2', apiKey: 'k-123456789' }), { fixtures }],
  [
    'mounted at a server of its own, with headers',
    acme({ id: 'acme3', baseUrl: 'https://own.acme.test/own/', headers: { 'X-Team': 'a' }, apiKey: () => 'k' }),
    { fixtures },
  ],
  ['in process', acmeLocal(), {}],
])('a good provider %s keeps every promise', async (_, provider, options) => {
  expect(await failuresOf(conformanceChecks(provider, options))).toEqual([]);
});
