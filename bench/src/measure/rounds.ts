import { rotate } from './rotate.ts';

/** Measures every item once. Each round begins with another item, because the first one finds colder caches. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  round: number,
  measure: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of rotate(items, round)) results.push(await measure(item));
  return results;
}
