import { RerankError } from '../errors.ts';
import type { Capabilities, ParsedRanking, Passage } from '../provider.ts';
import type { RerankUsage } from '../request.ts';
import { byRelevance, type RankedIndex } from '../score.ts';

/** Consecutive passages that one request carries. */
export interface Part {
  readonly firstIndex: number;
  readonly passages: readonly Passage[];
}

/** Cuts the passages into the fewest parts that fit, of about equal size: the largest decides how long a call takes. */
export function splitPassages(
  passages: readonly Passage[],
  { maxDocuments = Number.POSITIVE_INFINITY, scoring }: Capabilities,
  overflow: 'split' | 'reject',
): readonly Part[] {
  const count = passages.length;
  if (count <= maxDocuments) return [{ firstIndex: 0, passages }];
  if (overflow === 'reject' || scoring === 'listwise') {
    const why =
      scoring === 'listwise'
        ? 'its scores depend on the other documents, so the list cannot be split'
        : "overflow is 'reject'";
    const message = `documents holds ${count}, more than the ${maxDocuments} that one request to this model may carry, and ${why}.`;
    throw new RerankError('unsupported', message, { issues: [{ path: 'documents', message }] });
  }
  const parts = Math.ceil(count / maxDocuments);
  return Array.from({ length: parts }, (_, part) => {
    const firstIndex = Math.floor((part * count) / parts);
    return { firstIndex, passages: passages.slice(firstIndex, Math.floor(((part + 1) * count) / parts)) };
  });
}

/** Refuses a ranking that is not one: of `count` passages each exactly once, with a finite score. */
export function checkRanking(ranking: readonly RankedIndex[], count: number, fewest: number): void {
  const seen = new Uint8Array(count);
  for (const { index, relevanceScore } of ranking) {
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw badAnswer(`gave an index outside the ${count} documents`);
    }
    if (seen[index] === 1) throw badAnswer(`ranked document ${index} twice`);
    if (!Number.isFinite(relevanceScore)) {
      throw badAnswer(`gave document ${index} a relevance score that is not a finite number`);
    }
    seen[index] = 1;
  }
  if (ranking.length < fewest) throw badAnswer(`ranked ${ranking.length} of ${fewest} documents`);
}

/** Exact for pointwise scores: what one request with all passages would have given. */
export function mergeRankings(
  parts: readonly Part[],
  rankings: readonly ParsedRanking[],
  topN: number | undefined,
): readonly RankedIndex[] {
  const [only, ...others] = rankings;
  const merged = only !== undefined && others.length === 0 ? only.ranking : inOneList(parts, rankings);
  // Most upstreams sort already, which is cheaper to see than to do again.
  const sorted = isSorted(merged) ? merged : merged.slice().sort(byRelevance);
  return sorted.slice(0, topN);
}

function inOneList(parts: readonly Part[], rankings: readonly ParsedRanking[]): readonly RankedIndex[] {
  return rankings.flatMap(({ ranking }, part) => {
    const offset = (parts[part] as Part).firstIndex;
    return ranking.map(({ index, relevanceScore }) => ({ index: index + offset, relevanceScore }));
  });
}

// A loop, here as in checkRanking: a callback for each of a thousand places costs several times as much.
function isSorted(ranking: readonly RankedIndex[]): boolean {
  for (let at = 1; at < ranking.length; at++) {
    if (byRelevance(ranking[at - 1] as RankedIndex, ranking[at] as RankedIndex) > 0) return false;
  }
  return true;
}

/** Sums what the parts reported. A count that one part left out is left out: a partial sum would pass for a whole one. */
export function mergeUsage(usages: readonly (RerankUsage | undefined)[]): RerankUsage | undefined {
  let merged: { -readonly [Count in keyof RerankUsage]: number } | undefined;
  for (const count of counts) {
    const total = sumOf(usages, count);
    if (total === undefined) continue;
    merged ??= {};
    merged[count] = total;
  }
  return merged;
}

const counts = Object.keys({
  inputTokens: true,
  totalTokens: true,
  searchUnits: true,
  rerankUnits: true,
  costUsd: true,
} satisfies Record<keyof RerankUsage, true>) as readonly (keyof RerankUsage)[];

function sumOf(usages: readonly (RerankUsage | undefined)[], count: keyof RerankUsage): number | undefined {
  let total = 0;
  for (const usage of usages) {
    const reported = usage?.[count];
    if (reported === undefined) return undefined;
    total += reported;
  }
  return total;
}

const badAnswer = (what: string) => new RerankError('invalid_response', `The upstream ${what}.`);
