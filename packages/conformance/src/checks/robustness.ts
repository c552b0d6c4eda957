import { byRelevance, type RankedIndex, type RerankResponse, type RerankUsage } from '@openrerank/core';
import * as fc from 'fast-check';
import { type AnswerShape, readRanking } from '../answer-shape.ts';
import type { Answerable } from '../call.ts';
import { callOptionsOf } from '../call-options.ts';
import { type Checks, demand, violation } from '../check.ts';
import { show, throughJson } from '../json.ts';
import { sampleRequest, sampleScores } from '../learn-answer.ts';
import { encodeDamaged, type Mutation, mutationsOf } from '../mutations.ts';
import { endOf, failedWith, type Outcome } from '../outcome.ts';
import { stubUpstream } from '../stub-upstream.ts';
import { inputFor } from '../subject.ts';

/** Answers that are damaged at several places at once: of the smallest shape there are few others. */
const combined = 2_000;
const headers = { 'content-type': 'application/json' };
const seed = 20_251_125;

/** That a damaged answer is refused, or read as what it still says. */
export const robustnessChecks = (answerable: Answerable): Checks => [
  [`${answerable.label}: a damaged answer is refused or read right, never read wrong`, () => checkDamaged(answerable)],
];

async function checkDamaged({ subject, endpoint: http, target, answering }: Answerable): Promise<void> {
  const { model } = target;
  const input = inputFor(http, model);
  const { passages } = input;
  const scores = sampleScores(passages.length);
  const answer = throughJson(answering.make(sampleRequest(http.endpoint, input), scores));
  const upstream = stubUpstream(subject, http, model);
  const documents = passages.map(({ text = '' }) => text);
  const request = { query: 'Which one?', documents, options: await callOptionsOf(subject) };
  const bodyOf = (mutations: readonly Mutation[]) =>
    encodeDamaged(mutations.reduce((value, mutation) => damagedBy(mutation, value), answer));
  const good = bodyOf([]);
  /** Whether the answer still passed for one. */
  const survives = async (mutations: readonly Mutation[], body = bodyOf(mutations)): Promise<boolean> => {
    const outcome = await upstream.call(request, { status: 200, headers, body });
    const problem = problemWith(outcome, JSON.parse(body), answering.shape, scores);
    if (problem !== undefined) throw broken(mutations, problem, scores);
    return outcome.response !== undefined;
  };
  if (!(await survives([]))) throw broken([], 'it was refused', scores);
  const mutations = mutationsOf(answer);
  const survivors = [none];
  for (const mutation of mutations) if (await survives([mutation])) survivors.push(mutation);
  const property = fc.asyncProperty(severalOf(mutations, survivors), async (several) => {
    const body = bodyOf(several);
    // What leaves it whole is no run.
    fc.pre(body !== good);
    await survives(several, body);
  });
  const { failed, errorInstance, numRuns } = await fc.check(property, { seed, numRuns: combined });
  if (errorInstance !== null) throw errorInstance;
  demand(!failed && numRuns >= combined, {
    did: `Only ${numRuns} answers with several damages could be made of the upstream's answer.`,
    expected: `${combined}.`,
    mend: "show the upstream's whole answer in response.json, or return it from the option answer.",
  });
}

/** Null is damage too; undefined is none. */
function damagedBy({ apply }: Mutation, value: unknown): unknown {
  const damaged = apply(value);
  return damaged === undefined ? value : damaged;
}

const none: Mutation = { what: 'none at all', apply: (answer) => answer };

/** Mostly of those that leave an answer standing: behind one that does not, the others are not looked at. */
function severalOf(mutations: readonly Mutation[], survivors: readonly Mutation[]) {
  const some = { weight: 3, arbitrary: fc.constantFrom(...survivors) };
  const any = { weight: 1, arbitrary: fc.constantFrom(...mutations) };
  return fc.array(fc.oneof(some, any), { minLength: 2, maxLength: 4 });
}

/** What is wrong with how the provider took a damaged answer; undefined where nothing is. */
function problemWith(
  outcome: Outcome,
  damaged: unknown,
  shape: AnswerShape | undefined,
  scores: readonly number[],
): string | undefined {
  if (outcome.response === undefined) {
    return failedWith(outcome, 'invalid_response') ? undefined : `the call ${endOf(outcome)}`;
  }
  const { results, usage = {} } = outcome.response;
  const miscounted = usageProblem(usage);
  if (miscounted !== undefined) return miscounted;
  const warning = outcome.response.warnings.find(({ message }) => typeof message !== 'string');
  if (warning !== undefined) return `a warning has the message ${show(warning.message)}, which is no text`;
  if (shape === undefined) return undefined;
  const expected = rankingIn(damaged, shape, scores.length) ?? originalOf(scores);
  return isRanking(results, expected) ? undefined : `the ranking was ${showRanking(results)}`;
}

function usageProblem({ units, ...counts }: RerankUsage): string | undefined {
  const count = Object.entries(counts).find(([, value]) => value !== undefined && !Number.isFinite(value));
  if (count !== undefined) return `usage.${count[0]} became ${String(count[1])}, which is no count`;
  if (units === undefined) return undefined;
  if (!Array.isArray(units)) return `usage.units became ${show(units)}, which is no list`;
  const names = units.map((each) => each?.unit);
  const isNamed =
    names.every((name) => typeof name === 'string' && name !== '') && new Set(names).size === names.length;
  if (!isNamed) return `usage.units became ${show(units)}, where each unit needs a name, and comes once`;
  const wrong = units.find(({ quantity }) => !Number.isFinite(quantity));
  return wrong && `usage.units became ${show(units)}, where the quantity of ${wrong.unit} is no count`;
}

/** What the answer still says without a doubt: each document once, each score a number. */
function rankingIn(answer: unknown, shape: AnswerShape, count: number): readonly RankedIndex[] | undefined {
  const ranking = readRanking(answer, shape);
  if (ranking === undefined) return undefined;
  const indices = new Set(ranking.map(({ index }) => index).filter((index) => index >= 0 && index < count));
  const isWhole =
    ranking.length === count &&
    indices.size === count &&
    ranking.every(({ relevanceScore }) => Number.isFinite(relevanceScore));
  return isWhole ? ranking.toSorted(byRelevance) : undefined;
}

const originalOf = (scores: readonly number[]): readonly RankedIndex[] =>
  scores.map((relevanceScore, index) => ({ index, relevanceScore })).sort(byRelevance);

const isRanking = (results: RerankResponse['results'], expected: readonly RankedIndex[]): boolean =>
  results.length === expected.length &&
  results.every(
    ({ index, relevanceScore }, place) =>
      index === expected[place]?.index && relevanceScore === expected[place]?.relevanceScore,
  );

const showRanking = (results: readonly RankedIndex[]): string =>
  results.map(({ index, relevanceScore }) => `document ${index} with ${relevanceScore}`).join(', ');

const describeDamage = (mutations: readonly Mutation[]): string =>
  mutations.length === 0
    ? 'a good answer'
    : `an answer with this damage: ${mutations.map(({ what }) => what).join(', and ')}`;

const broken = (mutations: readonly Mutation[], problem: string, scores: readonly number[]): Error =>
  violation({
    did: `With ${describeDamage(mutations)}: ${problem}.`,
    expected: `the ranking that the answer still holds (${showRanking(originalOf(scores))} before it was damaged), or invalid_response.`,
    mend: 'check in parseResponse that each index, score, count and text has its type, and that numbers are finite. Convert nothing that can be a mistake, fill in nothing that is missing, and throw for the rest: core makes invalid_response of it.',
  });
