/** Weighted random choice. `random` is between 0 and 1. One of weight 0 is chosen only where all are. */
export function pickWeighted<Item>(
  items: readonly [Item, ...Item[]],
  weightOf: (item: Item) => number,
  random: number,
): Item {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  if (total === 0) return items[Math.min(Math.floor(random * items.length), items.length - 1)] as Item;
  let rest = random * total;
  let last = items[0];
  for (const item of items) {
    if (weightOf(item) === 0) continue;
    last = item;
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  // Rounding may leave a crumb.
  return last;
}
