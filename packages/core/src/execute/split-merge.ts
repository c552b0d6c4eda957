import { invalidInput, RerankError } from '../errors.ts';
import type { Capabilities, ParsedRanking, Passage } from '../provider.ts';
import type { RerankUsage, RerankWarning, UsageUnit } from '../request.ts';
import { byRelevance, isOutOfScale, type RankedIndex, type ScoreScale } from '../score.ts';

/** Consecutive passages that one request carries. */
export interface Slice {
  readonly firstIndex: number;
  readonly passages: readonly Passage[];
}

/** Cuts the passages into the fewest slices that fit, of about equal size: the largest decides how long a call takes. */
export function splitPassages(
  passages: readonly Passage[],
  { maxDocuments = Number.POSITIVE_INFINITY, scoring }: Capabilities,
  overflow: 'split' | 'reject',
): readonly Slice[] {
  const count = passages.length;
  if (count <= maxDocuments) return [{ firstIndex: 0, passages }];
  if (overflow === 'reject' || scoring === 'listwise') {
    const why =
      scoring === 'listwise'
        ? 'its scores depend on the other documents, so the list cannot be split'
        : "overflow is 'reject'";
    const problem = `holds ${count}, more than the ${maxDocuments} that one request to this model may carry, and ${why}`;
    throw invalidInput('documents', problem, {}, 'unsupported');
  }
  const slices = Math.ceil(count / maxDocuments);
  return Array.from({ length: slices }, (_, slice) => {
    const firstIndex = Math.floor((slice * count) / slices);
    return { firstIndex, passages: passages.slice(firstIndex, Math.floor(((slice + 1) * count) / slices)) };
  });
}

/**
 * Refuses a ranking that is not one: of `count` passages each exactly once, with a finite score. Returns the number of
 * scores outside the scale.
 */
export function checkRanking(
  ranking: readonly RankedIndex[],
  count: number,
  fewest: number,
  scale: ScoreScale,
): number {
  // Up to 30 passages a bit per index: a small typed array costs more than the rest of this function.
  const seen = count > 30 ? new Uint8Array(count) : undefined;
  let bits = 0;
  let outOfScale = 0;
  for (const { index, relevanceScore } of ranking) {
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw badRanking(`gave an index outside the ${count} documents`);
    }
    if (seen === undefined ? (bits & (1 << index)) !== 0 : seen[index] === 1) {
      throw badRanking(`ranked document ${index} twice`);
    }
    if (!Number.isFinite(relevanceScore)) {
      throw badRanking(`gave document ${index} a relevance score that is not a finite number`);
    }
    if (scale.kind === 'unit' && isOutOfScale(relevanceScore)) outOfScale++;
    if (seen === undefined) bits |= 1 << index;
    else seen[index] = 1;
  }
  if (ranking.length < fewest) throw badRanking(`ranked ${ranking.length} of ${fewest} documents`);
  return outOfScale;
}

export function outOfScaleWarning(ranking: readonly RankedIndex[]): RerankWarning {
  const scores = ranking.map(({ relevanceScore }) => relevanceScore).filter(isOutOfScale);
  const more = scores.length === 1 ? '' : ` and ${scores.length - 1} more`;
  const message = `The provider declares scores from 0 to 1, and the upstream gave ${scores[0]}${more}. Do not compare these scores with a threshold.`;
  return { code: 'score_out_of_scale', message };
}

/** Best first. Exact for pointwise scores: the same ranking as from one request with all passages. */
export function mergeRankings(
  parts: readonly { readonly input: Pick<Slice, 'firstIndex'> }[],
  rankings: readonly Pick<ParsedRanking, 'ranking'>[],
): readonly RankedIndex[] {
  const [only] = rankings;
  const merged = only !== undefined && rankings.length === 1 ? only.ranking : inOneList(parts, rankings);
  // Most upstreams sort already, and a check is cheaper than a sort.
  return isSorted(merged) ? merged : merged.slice().sort(byRelevance);
}

function inOneList(
  parts: readonly { readonly input: Pick<Slice, 'firstIndex'> }[],
  rankings: readonly Pick<ParsedRanking, 'ranking'>[],
): readonly RankedIndex[] {
  return rankings.flatMap(({ ranking }, part) => {
    const offset = parts[part]?.input.firstIndex as number;
    return ranking.map(({ index, relevanceScore }) => ({ index: index + offset, relevanceScore }));
  });
}

// Loops, here as in checkRanking: a callback per result takes several times as long.
function isSorted(ranking: readonly RankedIndex[]): boolean {
  for (let at = 1; at < ranking.length; at++) {
    const before = ranking[at - 1] as RankedIndex;
    const { index, relevanceScore } = ranking[at] as RankedIndex;
    if (before.relevanceScore < relevanceScore) return false;
    if (before.relevanceScore === relevanceScore && before.index > index) return false;
  }
  return true;
}

/** Sums the usage of the parts. A count that any part lacks is left out: a partial sum would look like a total. */
export function mergeUsage(reports: readonly Pick<ParsedRanking, 'usage'>[]): RerankUsage | undefined {
  if (reports.length === 1) {
    const usage = reports[0]?.usage;
    return isReported(usage) ? usage : undefined;
  }
  const usages = reports.map(({ usage }) => usage);
  const merged: { -readonly [Count in keyof RerankUsage]: RerankUsage[Count] } = {};
  for (const count of counts) {
    const total = sumOf(usages.map((usage) => usage?.[count]));
    if (total !== undefined) merged[count] = total;
  }
  const units = mergeUnits(usages.map((usage) => usage?.units ?? []));
  if (units.length > 0) merged.units = units;
  return isReported(merged) ? merged : undefined;
}

type Count = Exclude<keyof RerankUsage, 'units'>;

const counts = Object.keys({
  inputTokens: true,
  totalTokens: true,
  searchUnits: true,
  rerankUnits: true,
  costUsd: true,
} satisfies Record<Count, true>) as readonly Count[];

function isReported(usage: RerankUsage | undefined): boolean {
  for (const count in usage) if (usage[count as keyof RerankUsage] !== undefined) return true;
  return false;
}

function mergeUnits([first = [], ...others]: readonly (readonly UsageUnit[])[]): readonly UsageUnit[] {
  return first.flatMap(({ quantity, unit }) => {
    const elsewhere = others.map((units) => units.find((other) => other.unit === unit)?.quantity);
    const total = sumOf([quantity, ...elsewhere]);
    return total === undefined ? [] : [{ quantity: total, unit }];
  });
}

function sumOf(quantities: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const quantity of quantities) {
    if (quantity === undefined) return undefined;
    total += quantity;
  }
  return total;
}

const badRanking = (what: string) => new RerankError('invalid_response', `The upstream ${what}.`);
