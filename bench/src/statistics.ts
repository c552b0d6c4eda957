/** Nearest rank: a value that was really measured. `sorted` ascends; undefined where it is empty. */
export function percentile(sorted: ArrayLike<number>, percent: number): number | undefined {
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(0, rank - 1)];
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || upper === undefined || lower === undefined ? upper : (lower + upper) / 2;
}

/** A figure of several rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread | undefined {
  const middle = median(values);
  return middle === undefined ? undefined : { median: middle, min: Math.min(...values), max: Math.max(...values) };
}

/**
 * The ratio of each round of `a` to the same round of `b`. The machine's speed drifts from round to round, and this
 * takes out what both saw of it.
 */
export function pairedRatios(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): readonly number[] {
  return [...a].flatMap(([round, value]) => {
    const other = b.get(round);
    return other === undefined || other === 0 ? [] : [value / other];
  });
}
