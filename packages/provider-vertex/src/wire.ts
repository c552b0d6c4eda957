import type { BuildInput, HttpRequest, ParsedRanking, RankedIndex } from '@openrerank/core';
import { malformedAnswer, readField } from '@openrerank/shapes';
import type { VertexAiOptions } from './options.ts';
import { rankTarget } from './url.ts';

/**
 * docs.cloud.google.com/generative-ai-app-builder/docs/reference/rest/v1/projects.locations.rankingConfigs/rank. A record
 * is told apart by an id, which is its place here; of its title and content one has to be there.
 */
export function toRequest({
  baseUrl,
  model,
  query,
  passages,
  topN,
  options,
}: BuildInput<VertexAiOptions>): HttpRequest {
  const { url, project } = rankTarget(baseUrl, options);
  return {
    url,
    body: {
      model,
      query,
      records: passages.map(({ text }, index) => ({ id: String(index), content: text })),
      ...(topN !== undefined && { topN }),
      ignoreRecordDetailsInResponse: true,
    },
    // Whose quota and bill it is: without it, that of the project which the credentials were made in.
    ...(project !== undefined && { headers: { 'x-goog-user-project': project } }),
  };
}

export function parseAnswer(answer: unknown): ParsedRanking {
  const records = readField(answer, 'records');
  if (!Array.isArray(records)) throw malformedAnswer('has no list "records"');
  const ranking = records.map(toRanked);
  const gap = records.findIndex(isAbsent);
  if (gap !== -1 && !mayBeZeros(ranking, gap)) throw malformedAnswer(`has no number "score" in record ${gap}`);
  return { ranking };
}

function toRanked(record: unknown, place: number): RankedIndex {
  const id = readField(record, 'id');
  if (typeof id !== 'string' || !/^(0|[1-9]\d{0,8})$/.test(id))
    throw malformedAnswer(`has no id of ours in record ${place}`);
  // Google's JSON leaves out a number that is zero (protobuf.dev/programming-guides/json). LiteLLM makes 1 of it.
  const score = isAbsent(record) ? 0 : readField(record, 'score');
  if (typeof score !== 'number') throw malformedAnswer(`has no number "score" in record ${place}`);
  return { index: Number(id), relevanceScore: score };
}

const isAbsent = (record: unknown) => !Object.hasOwn(record as object, 'score');

/**
 * Google sorts by score: a zero that is left out stands where a zero has to, and elsewhere a score is missing. A list
 * without any score is no list of zeros: Google makes 0.0001 of a score near zero so that it is not left out, says the
 * reference page. Zeros would make the order of the documents, which nobody judged, look like a ranking.
 */
function mayBeZeros(ranking: readonly RankedIndex[], gap: number): boolean {
  const isInOrder = ranking.every(
    ({ relevanceScore }, place) => relevanceScore <= (ranking[place - 1]?.relevanceScore ?? relevanceScore),
  );
  return isInOrder && (gap > 0 || ranking.length === 1);
}
