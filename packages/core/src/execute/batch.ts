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
  const merged = rankings.flatMap(({ ranking }, part) => {
    const offset = (parts[part] as Part).firstIndex;
    return ranking.map(({ index, relevanceScore }) => ({ index: index + offset, relevanceScore }));
  });
  return merged.sort(byRelevance).slice(0, topN);
}

/** Sums what the parts reported. A count that one part left out is left out: a partial sum would pass for a whole one. */
export function mergeUsage(usages: readonly (RerankUsage | undefined)[]): RerankUsage | undefined {
  const sum = (count: keyof RerankUsage) =>
    usages.reduce<number | undefined>((total, usage) => {
      const reported = usage?.[count];
      return total === undefined || reported === undefined ? undefined : total + reported;
    }, 0);
  const counts = (['inputTokens', 'totalTokens', 'searchUnits'] as const)
    .map((count) => [count, sum(count)] as const)
    .filter(([, total]) => total !== undefined);
  return counts.length === 0 ? undefined : Object.fromEntries(counts);
}

const badAnswer = (what: string) => new RerankError('invalid_response', `The upstream ${what}.`);
