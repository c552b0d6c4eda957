import { type Capabilities, RerankError, type RerankUsage } from '@openrerank/core';
import type { RankingFixture } from '../../../src/index.ts';
import { acmeEndpoint, fixtures, fixturesWith, rerank } from '../acme.ts';
import { type Broken, capabilities, type LooseAnswer, parsing } from './mistake.ts';

const robust = 'parse robustness › rerank: a damaged answer is refused or read right, never read wrong';

const [basic] = fixtures.rankings as readonly [RankingFixture];

/** Written in JavaScript, units may be anything. */
const unitsOf = (units: unknown) => ({ units }) as RerankUsage;
const counted = (units: unknown) => ({ ...(basic.result as object), usage: { units } });
const twice = [1, 2].map((quantity) => ({ quantity, unit: 'pages' }));

export const robustnessMistakes: readonly Broken[] = [
  {
    mistake: 'scores that are converted to numbers',
    check: robust,
    provider: parsing((body) => ({
      ranking: (body as LooseAnswer).results.map(({ index, score }) => ({ index, relevanceScore: Number(score) })),
      ...usageOf(body),
    })),
  },
  {
    mistake: 'an index that is guessed where there is none',
    check: robust,
    provider: parsing((body) => ({
      ranking: (body as LooseAnswer).results.map(({ index, score }, place) => ({
        index: index ?? place,
        relevanceScore: score,
      })),
      ...usageOf(body),
    })),
  },
  {
    mistake: 'documents that the upstream left out put last',
    check: robust,
    provider: parsing((body, input) => {
      const { ranking, usage } = rerank.parseResponse(body, input);
      const seen = new Set(ranking.map(({ index }) => index));
      const left = [...input.passages.keys()].filter((index) => !seen.has(index) && input.topN === undefined);
      return { ranking: [...ranking, ...left.map((index) => ({ index, relevanceScore: 0 }))], usage };
    }),
  },
  {
    mistake: 'another error for an answer without results',
    check: robust,
    provider: parsing((body, input) => {
      const parsed = rerank.parseResponse(body, input);
      if (parsed.ranking.length === 0) throw new RerankError('not_found', 'Nothing was found.');
      return parsed;
    }),
  },
  {
    mistake: 'another error for an answer that lacks two things at once',
    check: robust,
    provider: parsing((body, input) => {
      const parsed = rerank.parseResponse(body, input);
      const { id } = body as { readonly id?: unknown };
      if (typeof id !== 'string' && parsed.usage === undefined) throw new RerankError('rejected', 'What is this?');
      return parsed;
    }),
  },
  {
    mistake: 'good answers that are refused',
    check: robust,
    provider: acmeEndpoint({
      followUp({ status, headers }) {
        // Only what came through a socket is dated.
        if (status === 200 && headers['date'] === undefined) throw new Error('When was this?');
        return undefined;
      },
    }),
  },
  {
    mistake: 'usage that is not looked at',
    check: robust,
    provider: parsing((body, input) => {
      const { ranking } = rerank.parseResponse({ ...(body as object), usage: null }, input);
      return { ranking, ...usageOf(body) };
    }),
  },
  {
    mistake: "a quantity of the vendor's own that is not looked at",
    check: robust,
    provider: parsing((body, input) => ({
      ...rerank.parseResponse(body, input),
      usage: unitsOf([{ quantity: (body as LooseAnswer).usage?.tokens, unit: 'pages' }]),
    })),
    options: { fixtures: fixturesWith({ result: counted([{ quantity: 12, unit: 'pages' }]) }) },
  },
  {
    mistake: 'a unit without a name',
    check: robust,
    provider: parsing((body, input) => ({
      ...rerank.parseResponse(body, input),
      usage: unitsOf([{ quantity: 12, unit: '' }]),
    })),
    options: { fixtures: fixturesWith({ result: counted([{ quantity: 12, unit: '' }]) }) },
  },
  {
    mistake: 'a unit that comes twice',
    check: robust,
    provider: parsing((body, input) => ({ ...rerank.parseResponse(body, input), usage: unitsOf(twice) })),
    options: { fixtures: fixturesWith({ result: counted(twice) }) },
  },
  {
    mistake: 'units that are no list',
    check: robust,
    // Listwise, so that nothing is split: core cannot add up what is no list.
    provider: acmeEndpoint({
      capabilities: { ...capabilities, scoring: 'listwise' } as Capabilities,
      parseResponse: (body, input) => ({ ...rerank.parseResponse(body, input), usage: unitsOf({ pages: 12 }) }),
    }),
    options: { fixtures: fixturesWith({ result: counted({ pages: 12 }) }) },
  },
  {
    mistake: 'warnings that are not looked at',
    check: robust,
    provider: parsing((body, input) => {
      const { id } = body as { readonly id?: string };
      const parsed = rerank.parseResponse(body, input);
      return typeof id === 'string' ? parsed : { ...parsed, warnings: [{ code: 'other', message: id as never }] };
    }),
  },
];

const usageOf = (body: unknown) => {
  const tokens = (body as Partial<LooseAnswer> | null)?.usage?.tokens;
  return tokens === undefined ? {} : { usage: { totalTokens: tokens } };
};
