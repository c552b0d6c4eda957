import type { HttpEndpoint } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import type { RankingFixture } from '../src/index.ts';
import { learnAnswer, sampleScores } from '../src/learn-answer.ts';

/** A list of the kind that APIs answer with. */
type Results = readonly Readonly<Record<string, unknown>>[];

const request = { url: 'https://api.acme.test/rerank', method: 'POST', headers: {}, body: {} };

const endpointReading = (read: (body: never) => readonly (readonly [unknown, unknown])[]): HttpEndpoint => ({
  capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
  buildRequest: ({ baseUrl }) => ({ url: baseUrl }),
  parseResponse: (body) => ({
    ranking: read(body as never).map(([index, score]) => ({ index: Number(index), relevanceScore: Number(score) })),
  }),
});

const fixture = (response: unknown, changes: Partial<RankingFixture> = {}): RankingFixture => ({
  name: 'case',
  source: 'here',
  input: {
    baseUrl: 'https://api.acme.test',
    model: 'large',
    query: 'q',
    passages: [{ text: 'a' }, { text: 'b' }, { text: 'c' }],
    firstIndex: 0,
    topN: undefined,
    options: {},
  },
  request: {},
  response,
  result: {
    ranking: [
      { index: 1, relevanceScore: 0.9 },
      { index: 0, relevanceScore: 0.5 },
      { index: 2, relevanceScore: 0.1 },
    ],
  },
  ...changes,
});

const places = [
  { index: 1, score: 0.9 },
  { index: 0, score: 0.5 },
  { index: 2, score: 0.1 },
];

const shapes: readonly (readonly [string, unknown, HttpEndpoint])[] = [
  [
    'a list of objects',
    { id: 'x', results: places },
    endpointReading(({ results }: { results: Results }) => results.map(({ index, score }) => [index, score])),
  ],
  ['a bare list', places, endpointReading((list: Results) => list.map(({ index, score }) => [index, score]))],
  [
    'a list deep inside, beside others of the same length',
    { output: { tokens: [3, 4, 5], data: { results: places } } },
    endpointReading(({ output }: { output: { data: { results: Results } } }) =>
      output.data.results.map(({ index, score }) => [index, score]),
    ),
  ],
  [
    'indices that are texts',
    { records: places.map(({ index, score }) => ({ id: String(index), score })) },
    endpointReading(({ records }: { records: Results }) => records.map(({ id, score }) => [id, score])),
  ],
  [
    'indices in texts',
    { records: places.map(({ index, score }) => ({ id: `doc-${index}.txt`, score })) },
    endpointReading(({ records }: { records: readonly { id: string; score: number }[] }) =>
      records.map(({ id, score }) => [id.replace(/\D/g, ''), score]),
    ),
  ],
  [
    'indices that count from 1',
    { results: places.map(({ index, score }) => ({ rank: index + 1, score })) },
    endpointReading(({ results }: { results: readonly { rank: number; score: number }[] }) =>
      results.map(({ rank, score }) => [rank - 1, score]),
    ),
  ],
  [
    'results with both deep inside',
    { results: places.map(({ index, score }) => ({ document: { index }, scores: { relevance: score } })) },
    endpointReading(
      ({ results }: { results: readonly { document: { index: number }; scores: { relevance: number } }[] }) =>
        results.map(({ document, scores }) => [document.index, scores.relevance]),
    ),
  ],
  [
    'results that name their rank beside their index',
    { results: places.map(({ index, score }, rank) => ({ rank, index, score })) },
    endpointReading(({ results }: { results: Results }) => results.map(({ index, score }) => [index, score])),
  ],
  [
    'scores in the order of the documents',
    { scores: [0.5, 0.9, 0.1] },
    endpointReading(({ scores }: { scores: readonly number[] }) => scores.map((score, index) => [index, score])),
  ],
  [
    'a bare list of scores',
    [0.5, 0.9, 0.1],
    endpointReading((scores: readonly number[]) => scores.map((score, index) => [index, score])),
  ],
  [
    'a list of lists of scores',
    { scores: [[0.5, 0.9, 0.1]] },
    endpointReading(({ scores: [scores = []] }: { scores: readonly (readonly number[])[] }) =>
      scores.map((score, index) => [index, score]),
    ),
  ],
  [
    'objects with a score in the order of the documents',
    { data: [0.5, 0.9, 0.1].map((score) => ({ object: 'score', score })) },
    endpointReading(({ data }: { data: Results }) => data.map(({ score }, index) => [index, score])),
  ],
];

describe('the shape of an answer is learned from', () => {
  test.each(shapes)('%s', (_, response, endpoint) => {
    const answering = learnAnswer(endpoint, 'large', [fixture(response)]);
    const answer = answering?.make(request, sampleScores(3));
    const parsed = endpoint.parseResponse(answer, fixture(response).input);
    expect(new Map(parsed.ranking.map(({ index, relevanceScore }) => [index, relevanceScore]))).toEqual(
      new Map(sampleScores(3).map((score, index) => [index, score])),
    );
  });
});

const [, , listEndpoint] = shapes[0] as (typeof shapes)[0];

describe('an answer that was learned', () => {
  test('names the last document first, so that who goes by places is found out', () => {
    const answering = learnAnswer(listEndpoint, 'large', [fixture({ results: places })]);
    expect(answering?.make(request, [0.1, 0.2])).toEqual({
      results: [
        { index: 1, score: 0.2 },
        { index: 0, score: 0.1 },
      ],
    });
  });

  test('can be cut to the best', () => {
    const answering = learnAnswer(listEndpoint, 'large', [fixture({ results: places })]);
    expect(answering?.make(request, [0.3, 0.1, 0.2], 2)).toEqual({
      results: [
        { index: 2, score: 0.2 },
        { index: 0, score: 0.3 },
      ],
    });
  });

  test('follows the fixture of the model, where there is one', () => {
    const [, , bare] = shapes[1] as (typeof shapes)[0];
    const ofBoth: HttpEndpoint = {
      ...bare,
      parseResponse: (body, input) => (input.model === 'small' ? bare : listEndpoint).parseResponse(body, input),
    };
    const ofSmall = fixture(places);
    const fixtures = [fixture({ results: places }), { ...ofSmall, input: { ...ofSmall.input, model: 'small' } }];
    expect(learnAnswer(ofBoth, 'small', fixtures)?.shape?.list).toEqual([]);
    expect(learnAnswer(ofBoth, 'large', fixtures)?.shape?.list).toEqual(['results']);
  });
});

describe('nothing is learned from', () => {
  test.each([
    [
      'scores that stand nowhere in the answer',
      fixture({ results: places.map(({ index }) => ({ index, distance: 7 })) }),
    ],
    ['a result without a ranking', fixture({ results: places }, { result: { scores: [1] } })],
    ['a ranking of something else', fixture({ results: places }, { result: { ranking: [{ index: '1' }] } })],
    [
      'a page, which would have the next one asked for',
      fixture({ results: places }, { result: { ...(fixture({}).result as object), next: { url: 'https://x' } } }),
    ],
    ['an answer without a list', fixture({ text: 'no' })],
    ['texts without a number for the index', fixture({ results: places.map(({ score }) => ({ id: 'x', score })) })],
  ])('%s', (_, each) => {
    expect(learnAnswer(listEndpoint, 'large', [each])).toBeUndefined();
  });

  test('an answer that the endpoint does not read', () => {
    const deaf: HttpEndpoint = {
      ...listEndpoint,
      parseResponse() {
        throw new Error('What?');
      },
    };
    expect(learnAnswer(deaf, 'large', [fixture({ results: places })])).toBeUndefined();
  });
});
