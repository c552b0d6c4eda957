import type {
  RankedResponse,
  RerankDocument,
  RerankMeta,
  RerankResponse,
  RerankResult,
  RerankUsage,
  RerankWarning,
} from '../request.ts';
import type { RankedIndex } from '../score.ts';
import type { Ranking } from './attempt.ts';
import type { Call } from './call.ts';
import type { PreparedCall } from './prepare.ts';
import { mergeRankings, mergeUsage, outOfScaleWarning } from './split-merge.ts';

/** Merges the rankings of the parts into one response, each result with the caller's own document. */
export function toResponse(
  { model: { route }, attempts, settings }: Call,
  { checked: { documents, topN }, parts, warnings }: PreparedCall,
  rankings: readonly Ranking[],
  durationMs: number,
): RankedResponse {
  const ranked = mergeRankings(parts, rankings);
  const results = new Array<RerankResult>(Math.min(ranked.length, topN ?? ranked.length));
  for (let place = 0; place < results.length; place++) {
    const { index, relevanceScore } = ranked[place] as RankedIndex;
    results[place] = { index, relevanceScore, document: documents[index] as RerankDocument };
  }
  const response = new Ranked(results, mergeUsage(rankings), mergeWarnings(warnings, rankings, ranked), {
    provider: route.provider,
    endpoint: route.endpoint,
    model: route.model,
    scoreScale: route.capabilities.scoreScale,
    upstreamRequestId: rankings[0]?.requestId,
    requests: parts.length,
    attempts,
    durationMs,
  });
  if (!settings.includeRawResponses) return response;
  return Object.assign(response, { rawResponses: rankings.flatMap(({ raw = [] }) => raw) });
}

/** Merges warnings. A warning that several parts of a split call share is returned once. */
function mergeWarnings(
  own: readonly RerankWarning[],
  rankings: readonly Ranking[],
  ranked: readonly RankedIndex[],
): readonly RerankWarning[] {
  let all = own;
  let isOutOfScale = false;
  for (const { warnings, outOfScale } of rankings) {
    if (warnings !== undefined) all = all.concat(warnings);
    if (outOfScale !== undefined) isOutOfScale = true;
  }
  if (isOutOfScale) all = all.concat(outOfScaleWarning(ranked));
  if (all.length < 2) return all;
  return [...new Map(all.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}

/** A response. `rankedDocuments` is on the prototype: computed when it is read, and left out by `JSON.stringify`. */
class Ranked implements RankedResponse {
  readonly results: readonly RerankResult[];
  readonly usage: RerankUsage | undefined;
  readonly warnings: readonly RerankWarning[];
  readonly meta: RerankMeta;

  constructor(
    results: readonly RerankResult[],
    usage: RerankUsage | undefined,
    warnings: readonly RerankWarning[],
    meta: RerankMeta,
  ) {
    this.results = results;
    this.usage = usage;
    this.warnings = warnings;
    this.meta = meta;
  }

  get rankedDocuments(): readonly RerankDocument[] {
    return this.results.map(({ document }) => document);
  }
}

/** Adds `rankedDocuments` to a response that a middleware has created, and keeps the middleware's fields. */
export function toRanked(response: RerankResponse): RankedResponse {
  if (response instanceof Ranked) return response;
  const { results, usage, warnings, meta } = response;
  return Object.assign(new Ranked(results, usage, warnings, meta), response);
}
