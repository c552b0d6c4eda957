/**
 * Runs `work` over `items`, at most `limit` at once, and gives the results in the items' order. The first failure is
 * thrown at once, and no further item is started.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, position: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  let failed = false;
  const drain = async () => {
    for (const [position, item] of queue) {
      if (failed) return;
      try {
        results[position] = await work(item, position);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, drain));
  return results;
}
