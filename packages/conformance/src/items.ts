import { isList, walk } from './json.ts';

/** A text that says which of the kit's documents it is, whatever a provider puts around it. */
export const itemText = (item: number, more = ''): string => `Item ${item} of the list.${more}`;

const itemsOf = (text: string): readonly SentItem[] =>
  [...text.matchAll(/\bItem (\d+) of the list\./g)].map(([, digits]) => ({ item: Number(digits), text }));

/** One of the kit's documents, and the text of a request that it stands in. */
export interface SentItem {
  readonly item: number;
  readonly text: string;
}

/**
 * The kit's documents in a body of any shape, in order: one for each member that holds one, of the list with most of them.
 * A body without such a list may hold one document alone, or many in its texts, such as a prompt.
 */
export function findItems(body: unknown): readonly SentItem[] {
  const texts = [...textsIn(body)];
  const all = texts.flat();
  const different = new Set(all.map(({ item }) => item)).size;
  const isCrowded = texts.some(({ length }) => length > 1);
  const list = isCrowded ? [] : longestList(body);
  if (list.length >= different) return list;
  return isCrowded || different > 1 ? all : all.slice(0, 1);
}

/** Members without one are not documents: the query may stand beside them. */
function longestList(body: unknown): readonly SentItem[] {
  let longest: readonly SentItem[] = [];
  for (const [, value] of walk(body)) {
    if (!isList(value) || value.length <= longest.length) continue;
    const items = value.flatMap((member) => firstItem(member) ?? []);
    if (items.length > longest.length) longest = items;
  }
  return longest;
}

/** Text by text, those that hold any. */
function* textsIn(value: unknown): Generator<readonly SentItem[]> {
  for (const [, leaf] of walk(value)) {
    const items = typeof leaf === 'string' ? itemsOf(leaf) : [];
    if (items.length > 0) yield items;
  }
}

const firstItem = (value: unknown): SentItem | undefined => textsIn(value).next().value?.[0];

/** Larger than any list that the kit ranks. */
const prime = 32_749;

/** The score of an item: no two have the same, they are in no order, and every binary format holds them exactly. */
export const scoreOf = (item: number): number => (((item + 1) * 7919) % prime) / 32_768;
