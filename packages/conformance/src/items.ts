import { isList, walk } from './json.ts';

/** A text that says which of the kit's documents it is, whatever a provider puts around it. */
export const itemText = (item: number, more = ''): string => `Item ${item} of the list.${more}`;

const itemOf = (text: string): number | undefined => {
  const digits = /\bItem (\d+) of the list\./.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** One of the kit's documents as it stands in a request. */
export interface SentItem {
  readonly item: number;
  readonly text: string;
}

/**
 * The kit's documents in a body of any shape, in order: the members of the list of which most hold one. A body without
 * such a list may hold one document alone.
 */
export function findItems(body: unknown): readonly SentItem[] {
  let best: readonly SentItem[] = [];
  for (const [, value] of walk(body)) {
    if (!isList(value) || value.length <= best.length) continue;
    const items = value.map(firstItem);
    // Every member, or it is not the list of documents.
    if (items.every((item) => item !== undefined)) best = items;
  }
  if (best.length > 0) return best;
  const only = firstItem(body);
  return only === undefined ? [] : [only];
}

function firstItem(value: unknown): SentItem | undefined {
  for (const [, leaf] of walk(value)) {
    const item = typeof leaf === 'string' ? itemOf(leaf) : undefined;
    if (item !== undefined) return { item, text: leaf as string };
  }
  return undefined;
}

/** Larger than any list that the kit ranks. */
const prime = 32_749;

/** The score of an item: no two have the same, they are in no order, and every binary format holds them exactly. */
export const scoreOf = (item: number): number => (((item + 1) * 7919) % prime) / 32_768;
