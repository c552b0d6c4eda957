import type { Tokenizer } from '@huggingface/tokenizers';
import { RerankError } from '@openrerank/core';
import { loadLibrary, messageOf, type Need } from '../library.ts';
import type { Scorer } from '../messages.ts';
import { nextTurn } from '../next-turn.ts';
import { toBatches } from './batches.ts';
import { type Json, type ModelFolder, readModelFolder } from './folder.ts';
import { createPairing, type Pair } from './pairs.ts';
import { openSession, type Runtime } from './session.ts';
import { truncationOf } from './truncation.ts';

const need: Need = { model: 'local/onnx', libraries: ['onnxruntime-node', '@huggingface/tokenizers'] };

/** Loads the model of a folder. What it throws says what is missing, and where. */
export async function loadCrossEncoder(path: string): Promise<Scorer> {
  const folder = await readModelFolder(path);
  const tokenizer = loadTokenizer(folder, path);
  const pairing = createPairing(tokenizer, truncationOf(folder));
  const runtime = loadLibrary<Runtime>('onnxruntime-node', need);
  const session = await openSession(runtime, folder.model, padIdOf(folder, tokenizer));

  return async (query, texts, signal) => {
    const pairWith = pairing(query);
    const pairs: Pair[] = [];
    for (const text of texts) {
      await nextTurn(signal);
      pairs.push(pairWith(text));
    }
    const scores = new Float64Array(texts.length);
    const lengths = pairs.map(({ ids }) => ids.length);
    for (const batch of toBatches(lengths, session.hasMask)) {
      await nextTurn(signal);
      const logits = await session.run(batch.map((index) => pairs[index] as Pair));
      for (const [place, index] of batch.entries()) scores[index] = logits[place] as number;
    }
    return scores;
  };
}

function loadTokenizer({ tokenizer, tokenizerConfig }: ModelFolder, path: string): Tokenizer {
  const library = loadLibrary<typeof import('@huggingface/tokenizers')>('@huggingface/tokenizers', need);
  try {
    // A model of whole words has its word for unknown ones beside its vocabulary, where the library does not look.
    const { unk_token } = (tokenizer['model'] ?? {}) as Json;
    return new library.Tokenizer(tokenizer, { unk_token, ...tokenizerConfig });
  } catch (error) {
    const message = `${path}/tokenizer.json cannot be used: ${messageOf(error)}`;
    throw new RerankError('unavailable', message, { retryable: false });
  }
}

/** Some models find out by it what is padding, so that it has to be theirs. */
function padIdOf({ tokenizer: { padding }, config: { pad_token_id } }: ModelFolder, tokenizer: Tokenizer): number {
  const { pad_id } = (padding ?? {}) as Json;
  const told = [pad_id, pad_token_id].find((id) => typeof id === 'number');
  return told ?? tokenizer.token_to_id('[PAD]') ?? tokenizer.token_to_id('<pad>') ?? 0;
}
