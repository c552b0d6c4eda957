import type { RankedIndex } from '@openrerank/core';
import { isList, isObject, type Path, valueAt, walk, withValueAt } from './json.ts';

/** Where an answer has its indices and scores. */
export interface AnswerShape {
  /** The list of results, from the top. Undefined where there is one document: then only its score counts. */
  readonly list: Path | undefined;
  /** The index, in a result. Undefined where a result's place in the list is its index. */
  readonly index: IndexMember | undefined;
  /** The score, in a result. Empty where the result is its score. */
  readonly score: Path;
}

interface IndexMember {
  readonly path: Path;
  /** For an index in a text, what stands around it. */
  readonly text: { readonly before: string; readonly after: string } | undefined;
  /** What the first document has: 0 as a rule. */
  readonly first: number;
}

/** Every shape by which the answer could mean this ranking of so many documents, the likeliest first. */
export function possibleShapes(
  answer: unknown,
  ranking: readonly RankedIndex[],
  documents: number,
): readonly AnswerShape[] {
  const scores = new Map(ranking.map(({ index, relevanceScore }) => [index, relevanceScore]));
  const lists = [...walk(answer)].filter(([, list]) => isList(list) && list.length === scores.size && list.length > 0);
  return lists.flatMap(([list, items]) => {
    const leaves = leavesOf((items as readonly unknown[])[0]);
    const byIndex = leaves.flatMap((path) => {
      const index = indexMember(items as readonly unknown[], path, scores);
      return index === undefined ? [] : leaves.map((score) => ({ list, index, score }));
    });
    // Where a result names its index, its place means nothing.
    const isPositional = byIndex.length === 0 && scores.size === documents;
    const shapes = isPositional ? leaves.map((score) => ({ list, index: undefined, score })) : byIndex;
    return shapes.filter((shape) => sameRanking(readRanking(answer, shape), scores));
  });
}

/** The same for a request that can hold one document: what names its index, and whether it stands in a list, says nothing. */
export const loneShapes = (answer: unknown, ranking: readonly RankedIndex[]): readonly AnswerShape[] =>
  ranking.length !== 1
    ? []
    : [...walk(answer)]
        .filter(([, value]) => value === ranking[0]?.relevanceScore)
        .map(([score]) => ({ list: undefined, index: undefined, score }));

/** The ranking that an answer of this shape holds, or undefined where a part of it is not exactly as it should be. */
export function readRanking(answer: unknown, shape: AnswerShape): readonly RankedIndex[] | undefined {
  const items = shape.list === undefined ? [answer] : valueAt(answer, shape.list);
  if (!isList(items)) return undefined;
  const ranking: RankedIndex[] = [];
  for (const [place, item] of items.entries()) {
    const index = shape.index === undefined ? place : readIndex(item, shape.index);
    const relevanceScore = valueAt(item, shape.score);
    if (index === undefined || typeof relevanceScore !== 'number') return undefined;
    ranking.push({ index, relevanceScore });
  }
  return ranking;
}

/**
 * The answer with these scores in place of its own, at most `most` results. Last document first where results name
 * their index, so that a provider that goes by their place is found out.
 */
export function fillShape(
  answer: unknown,
  shape: AnswerShape,
  scores: readonly number[],
  most = scores.length,
): unknown {
  if (shape.list === undefined) return withValueAt(answer, shape.score, scores[0]);
  const [first] = valueAt(answer, shape.list) as readonly unknown[];
  const items = scores.map((score, index) => withIndex(withValueAt(first, shape.score, score), shape.index, index));
  if (shape.index === undefined) return withValueAt(answer, shape.list, items);
  const best = scores
    .map((score, index) => ({ score, index }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index);
  const kept = best.sort((a, b) => b - a).map((index) => items[index]);
  return withValueAt(answer, shape.list, kept);
}

/** Numbers and texts in a result; the result itself where it is a number. */
const leavesOf = (item: unknown): readonly Path[] =>
  [...walk(item)].filter(([, value]) => typeof value === 'number' || typeof value === 'string').map(([path]) => path);

/** The member as an index, if every result has one there and they are the ranking's. */
function indexMember(
  items: readonly unknown[],
  path: Path,
  scores: ReadonlyMap<number, number>,
): IndexMember | undefined {
  if (path.length === 0) return undefined;
  const [sample] = items.map((item) => valueAt(item, path));
  const [, before = '', digits, after = ''] =
    typeof sample === 'string' ? (/^(\D*)(\d+)(\D*)$/.exec(sample) ?? []) : [];
  if (typeof sample === 'string' && digits === undefined) return undefined;
  const text = typeof sample === 'string' ? { before, after } : undefined;
  return [0, 1]
    .map((first) => ({ path, text, first }))
    .find((member) => {
      const found = new Set(items.map((item) => readIndex(item, member)));
      return found.size === scores.size && [...scores.keys()].every((index) => found.has(index));
    });
}

function readIndex(item: unknown, { path, text, first }: IndexMember): number | undefined {
  const value = valueAt(item, path);
  if (text === undefined) return typeof value === 'number' && Number.isSafeInteger(value) ? value - first : undefined;
  if (typeof value !== 'string' || !value.startsWith(text.before) || !value.endsWith(text.after)) return undefined;
  const digits = value.slice(text.before.length, value.length - text.after.length);
  return /^(0|[1-9]\d{0,14})$/.test(digits) ? Number(digits) - first : undefined;
}

function withIndex(item: unknown, member: IndexMember | undefined, index: number): unknown {
  if (member === undefined) return item;
  const { path, text, first } = member;
  const value = index + first;
  return withValueAt(item, path, text === undefined ? value : `${text.before}${value}${text.after}`);
}

const sameRanking = (ranking: readonly RankedIndex[] | undefined, scores: ReadonlyMap<number, number>): boolean =>
  ranking?.every(({ index, relevanceScore }) => scores.get(index) === relevanceScore) ?? false;

/** The ranking that `parseResponse` is said to have read, where it is one. */
export function asRanking(result: unknown): readonly RankedIndex[] | undefined {
  const ranking = isObject(result) ? result['ranking'] : undefined;
  const isOne = (place: unknown) =>
    isObject(place) && typeof place['index'] === 'number' && typeof place['relevanceScore'] === 'number';
  return isList(ranking) && ranking.every(isOne) ? (ranking as readonly RankedIndex[]) : undefined;
}
