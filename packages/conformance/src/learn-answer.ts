import type { BuildInput, HttpEndpoint, RankedIndex } from '@openrerank/core';
import { type AnswerShape, asRanking, fillShape, loneShapes, possibleShapes, readRanking } from './answer-shape.ts';
import type { RankingFixture } from './fixture.ts';
import { itemText } from './items.ts';
import { deepFrozen, throughJson } from './json.ts';
import type { MakeAnswer, UpstreamRequest } from './options.ts';

/** How an upstream of this provider answers. */
export interface Answering {
  /** An answer that gives each document its score; with `most`, one of so many results where that can be done. */
  make(request: UpstreamRequest, scores: readonly number[], most?: number): unknown;
  /** Where it has its indices and scores. Undefined where they do not stand in it as they are. */
  readonly shape: AnswerShape | undefined;
}

/** Distinct, in no order, and exact in any binary format. */
const allScores: readonly number[] = [0.375, 0.875, 0.125, 0.625, 0.25];

/** The sample's scores: as many as fit into a request. */
export const sampleScores = (maxDocuments?: number): readonly number[] => allScores.slice(0, maxDocuments);

/** The sample's documents, for an endpoint to make a request of. */
export const sampleInput = (
  input: Omit<BuildInput, 'model' | 'passages' | 'topN'>,
  model: string,
  maxDocuments: number | undefined,
): BuildInput => ({
  ...input,
  model,
  topN: undefined,
  passages: sampleScores(maxDocuments).map((_, index) => ({ text: itemText(index) })),
});

/**
 * Finds in the fixtures how an answer is made. What was found is tried: the endpoint must read in an answer made so what
 * was put into it. Undefined where no fixture shows it.
 */
export function learnAnswer(
  endpoint: HttpEndpoint,
  model: string,
  fixtures: readonly RankingFixture[],
  maxDocuments?: number,
): Answering | undefined {
  const scores = sampleScores(maxDocuments);
  // Some APIs answer some models in another shape.
  const ofModel = fixtures.filter(({ input }) => input.model === model);
  for (const { input, response, result } of [...ofModel, ...fixtures]) {
    const ranking = asRanking(result);
    // A page of a ranking would have the caller ask for the next one.
    const isPage = (result as { readonly next?: unknown } | undefined)?.next !== undefined;
    if (ranking === undefined || isPage) continue;
    const sample = sampleInput(input, model, maxDocuments);
    const template = deepFrozen(structuredClone(response));
    const shapes =
      scores.length === 1 ? loneShapes(template, ranking) : possibleShapes(template, ranking, input.passages.length);
    const shape = shapes.find((each) => isReadBack(endpoint, fillShape(template, each, scores), sample, scores));
    if (shape === undefined) continue;
    return { make: (_request, wanted, most) => fillShape(template, shape, wanted, most), shape };
  }
  return undefined;
}

/** The same for an author's own function. Undefined where the endpoint does not read what it is said to answer. */
export function useAnswer(endpoint: HttpEndpoint, input: BuildInput, answer: MakeAnswer): Answering | undefined {
  const scores = sampleScores(input.passages.length);
  const sample = throughJson(answer(sampleRequest(endpoint, input), scores));
  if (!isReadBack(endpoint, sample, input, scores)) return undefined;
  const ranking = toRanking(scores);
  const [shape] = scores.length === 1 ? loneShapes(sample, ranking) : possibleShapes(sample, ranking, scores.length);
  const isWhole = shape !== undefined && readRanking(sample, shape)?.length === scores.length;
  return { make: answer, shape: isWhole ? shape : undefined };
}

export function sampleRequest(endpoint: HttpEndpoint, input: BuildInput): UpstreamRequest {
  const { url, method = 'POST', body } = endpoint.buildRequest(input);
  return { url, method, headers: {}, body: throughJson(body) };
}

const toRanking = (scores: readonly number[]): readonly RankedIndex[] =>
  scores.map((relevanceScore, index) => ({ index, relevanceScore }));

function isReadBack(endpoint: HttpEndpoint, answer: unknown, input: BuildInput, expected: readonly number[]): boolean {
  try {
    const { ranking, next } = endpoint.parseResponse(throughJson(answer), input);
    const scores = new Map(ranking.map(({ index, relevanceScore }) => [index, relevanceScore]));
    const isAll = ranking.length === expected.length && next === undefined;
    return isAll && expected.every((score, index) => scores.get(index) === score);
  } catch {
    return false;
  }
}
