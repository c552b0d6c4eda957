/**
 * Weighted random choice. `random` is between 0 and 1; weights are greater than 0.
 */
export function pickWeighted<Item>(
  items: readonly [Item, ...Item[]],
  weightOf: (item: Item) => number,
  random: number,
): Item {
  let rest = random * items.reduce((sum, item) => sum + weightOf(item), 0);
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  // Rounding may leave a crumb.
  return items.at(-1) as Item;
}
