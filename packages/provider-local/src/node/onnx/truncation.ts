import type { Json, ModelFolder } from './folder.ts';

/** How a pair of texts that is too long is cut. */
export interface Truncation {
  /** Of the pair with its special tokens. */
  readonly maxTokens: number;
  readonly strategy: 'LongestFirst' | 'OnlyFirst' | 'OnlySecond';
  /** The side that is cut off. */
  readonly direction: 'Left' | 'Right';
}

/** What BERT and most of its kin can read, where a folder does not say. */
const USUAL_LENGTH = 512;

/** Some tokenizers write a number of thirty digits for "no limit". */
const UNLIMITED = 1e6;

/** As the tokenizer says, and never beyond what the model can read. */
export function truncationOf({ tokenizer, tokenizerConfig, config }: ModelFolder): Truncation {
  const { max_length, strategy, direction } = (tokenizer['truncation'] ?? {}) as Json;
  const limits = [max_length, tokenizerConfig['model_max_length'], positions(config)].filter(isLength);
  return {
    maxTokens: limits.length > 0 ? Math.min(...limits) : USUAL_LENGTH,
    strategy: strategy === 'OnlyFirst' || strategy === 'OnlySecond' ? strategy : 'LongestFirst',
    direction: direction === 'Left' ? 'Left' : 'Right',
  };
}

const isLength = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < UNLIMITED;

/** RoBERTa and its kin number positions from after the padding's, and count those that they leave out. */
function positions({ max_position_embeddings, model_type, pad_token_id }: Json): unknown {
  const leavesOut = /roberta|camembert|mpnet|longformer/.test(String(model_type));
  if (!leavesOut || typeof max_position_embeddings !== 'number') return max_position_embeddings;
  return max_position_embeddings - (typeof pad_token_id === 'number' ? pad_token_id : 1) - 1;
}

/**
 * How many tokens of each text may stay, of `room` for both: as Hugging Face's tokenizers decide
 * (tokenizers/src/utils/truncation.rs). Where the text that may be cut is too short for it, both are.
 */
export function lengthsWithin(
  first: number,
  second: number,
  room: number,
  strategy: Truncation['strategy'],
): readonly [first: number, second: number] {
  if (first + second <= room) return [first, second];
  if (strategy === 'OnlyFirst' && second < room) return [room - second, second];
  if (strategy === 'OnlySecond' && first < room) return [first, room - first];
  const half = Math.floor(room / 2);
  if (first <= second) return first <= half ? [first, room - first] : [half, room - half];
  return second <= half ? [room - second, second] : [room - half, half];
}
