import { type Capabilities, RerankError } from '@openrerank/core';
import type { ErrorFixture, RankingFixture } from '../../../src/index.ts';
import { acme, acmeEndpoint, acmeWith, definition, fixtures, fixturesWith, rerank } from '../acme.ts';
import { type Broken, building, capabilities, type LooseAnswer, parsing } from './mistake.ts';

const [basic] = fixtures.rankings as readonly [RankingFixture];
const request = basic.request as { readonly body: object };
const [tooLong, busy] = fixtures.errors as readonly [ErrorFixture, ErrorFixture];

export const fixtureMistakes: readonly Broken[] = [
  {
    mistake: 'a member that the vendor does not know',
    check: 'fixtures › basic: becomes exactly request.json',
    provider: building((input) => {
      const { url, body } = rerank.buildRequest(input);
      return { url, body: { ...(body as object), stream: false } };
    }),
  },
  {
    mistake: 'usage under another name',
    check: 'fixtures › basic: response.json is read as exactly result.json',
    provider: parsing((body, input) => {
      const { ranking, usage } = rerank.parseResponse(body, input);
      return { ranking, usage: { searchUnits: usage?.totalTokens } };
    }),
  },
  {
    mistake: 'logits that are declared as scores from 0 to 1',
    check: 'fixtures › basic: its scores are on the declared scale',
    provider: acme,
    options: {
      fixtures: fixturesWith({
        response: { results: [3.5, -1.25, 0.5].map((score, index) => ({ index, score })), usage: { tokens: 12 } },
        result: {
          ranking: [3.5, -1.25, 0.5].map((relevanceScore, index) => ({ index, relevanceScore })),
          usage: { totalTokens: 12 },
        },
      }),
    },
  },
  {
    mistake: 'a failure that is not read',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeWith({ parseFailure: () => ({}) }),
  },
  {
    mistake: 'a failure that shows what it should not',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...definition.parseFailure?.(response, model),
        said: response.body.includes('too_long') ? 'It is too_long.' : undefined,
      }),
    }),
  },
  {
    mistake: 'a failure that does not say what to do',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeWith({
      parseFailure: (response, model) => ({ ...definition.parseFailure?.(response, model), message: 'No.' }),
    }),
  },
  {
    mistake: 'a wait in the body that is not read',
    check: 'fixtures › errors/busy: becomes the right error',
    provider: acme,
    options: {
      fixtures: {
        ...fixtures,
        errors: [{ ...busy, headers: {}, body: { wait: 4 }, expected: { ...busy.expected, retryAfterMs: 4000 } }],
      },
    },
  },
  {
    mistake: 'shapes from nowhere',
    check: 'fixtures › basic: names its source',
    provider: acme,
    options: { fixtures: fixturesWith({ source: ' ' }) },
  },
  {
    mistake: 'an option that is not among the names',
    check: 'fixtures › basic: its options are those of the provider',
    provider: acmeWith({ optionNames: [] }),
  },
  {
    mistake: 'a fixture with an option that is refused',
    check: 'fixtures › basic: its options are those of the provider',
    provider: acme,
    options: {
      fixtures: fixturesWith({
        input: { ...basic.input, options: { truncate: 'MIDDLE' } },
        request: { ...request, body: { ...request.body, truncate: 'MIDDLE' } },
      }),
    },
  },
  {
    mistake: 'an endpoint without a fixture',
    check: 'fixtures › rerank: there is a fixture',
    provider: acme,
    options: { fixtures: { ...fixtures, rankings: [] } },
  },
  {
    mistake: 'a fixture of an endpoint that there is not',
    check: 'fixtures › other: is of an endpoint',
    provider: acme,
    options: {
      fixtures: {
        ...fixtures,
        rankings: [...fixtures.rankings, ...fixturesWith({ name: 'other', endpoint: 'score' }).rankings],
      },
    },
  },
  {
    mistake: 'a failure of an endpoint that there is not',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acme,
    options: { fixtures: { ...fixtures, errors: [{ ...tooLong, endpoint: 'score' }] } },
  },
  {
    mistake: 'a failure of a model that the endpoint refuses',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeEndpoint({
      capabilities: (model) => {
        if (model !== 'large') throw new RerankError('invalid_model', 'There is no such model.');
        return capabilities as Capabilities;
      },
    }),
    options: { fixtures: { ...fixtures, errors: [{ ...tooLong, model: 'other' }] } },
  },
  {
    mistake: 'results by their place',
    check: 'fixtures › rerank: they show how the upstream answers',
    provider: parsing((body) => ({
      ranking: (body as LooseAnswer).results.map(({ score }, index) => ({ index, relevanceScore: score })),
    })),
    options: {
      fixtures: fixturesWith({
        response: { results: [0.5, 0.25, 0.125].map((score, index) => ({ index, score })) },
        result: { ranking: [0.5, 0.25, 0.125].map((relevanceScore, index) => ({ index, relevanceScore })) },
      }),
    },
  },
  {
    mistake: 'an answer of the author that the provider does not read',
    check: 'fixtures › rerank: they show how the upstream answers',
    provider: acme,
    options: { fixtures, answer: (_request, scores) => ({ scores }) },
  },
];
