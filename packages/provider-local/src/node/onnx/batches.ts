/** In tokens, padding included: some tens of megabytes of a model's intermediate results, and a second of its time. */
const TOKENS_PER_BATCH = 4096;

/**
 * Which texts are read together, as indices of their lengths. Texts of near lengths, so that little is padding; and of equal
 * lengths only, where the model cannot be told what is padding.
 */
export function toBatches(lengths: readonly number[], mayPad: boolean): readonly (readonly number[])[] {
  const lengthOf = (index: number) => lengths[index] as number;
  const batches: number[][] = [];
  for (const index of [...lengths.keys()].sort((a, b) => lengthOf(a) - lengthOf(b))) {
    const batch = batches.at(-1);
    const isOpen =
      batch !== undefined &&
      (batch.length + 1) * lengthOf(index) <= TOKENS_PER_BATCH &&
      (mayPad || lengthOf(index) === lengthOf(batch[0] as number));
    if (isOpen) batch.push(index);
    else batches.push([index]);
  }
  return batches;
}
