import { type Effort, roundsOf } from '../effort.ts';
import type { Weight } from '../scenarios.ts';
import { rotate } from './rotate.ts';

/**
 * Every item once, then every item again, so that a drift of the machine reaches all of them; each round begins with
 * another one, as whoever goes first finds colder caches.
 */
export async function inRounds<Item, Result>(
  items: readonly Item[],
  scenario: { readonly weight?: Weight },
  effort: Effort,
  measure: (item: Item, round: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < roundsOf(scenario, effort); round++) {
    for (const item of rotate(items, round)) results.push(await measure(item, round));
  }
  return results;
}
