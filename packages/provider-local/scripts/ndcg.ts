/**
 * Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002) at `cutoff`, with the gains as they are and a
 * base-2 logarithm, as trec_eval's `ndcg_cut` has it. `ranked` holds the gains in the order to be judged, `judged` all
 * gains there are, in any order. A gain below 0 counts as 0. 0 when nothing is relevant.
 */
export function ndcg(ranked: readonly number[], judged: readonly number[], cutoff: number): number {
  const ideal = dcg(
    judged.toSorted((a, b) => b - a),
    cutoff,
  );
  return ideal === 0 ? 0 : dcg(ranked, cutoff) / ideal;
}

const dcg = (gains: readonly number[], cutoff: number): number =>
  gains.slice(0, cutoff).reduce((sum, gain, index) => sum + Math.max(gain, 0) / Math.log2(index + 2), 0);
