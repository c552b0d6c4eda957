import { type Capabilities, type LocalEndpoint, type RankedIndex, RerankError } from '@openrerank/core';
import { fuse } from './fuse.ts';
import type { LoadNeural } from './neural.ts';
import type { LocalOptions } from './options.ts';
import { defaults, scoring } from './scoring.ts';
import { inTurns } from './turns.ts';

/** BM25 alone, as `local/bm25`, and with the sentence encoder, as `local/hybrid`. */
export const bm25Endpoint = (loadNeural: LoadNeural): LocalEndpoint<LocalOptions> => ({
  capabilities(model): Capabilities {
    checkModel(model);
    // A term's weight depends on how many of the documents have it, so that no part of a list can be scored alone.
    return { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' } };
  },
  async rank({ model, query, passages, options }, { signal }) {
    checkModel(model);
    const texts = passages.map(({ text = '' }) => text);
    const { k1 = defaults.k1, b = defaults.b } = options;
    const byWords = inTurns(scoring(query, texts, { k1, b }), signal);
    if (model === 'bm25') return { ranking: toRanking(await byWords) };
    const byMeaning = loadNeural().then((neural) => neural.similarities(query, texts, signal));
    return { ranking: toRanking(fuse(...(await Promise.all([byWords, byMeaning])))) };
  },
});

/** Of scores in the passages' order. */
export const toRanking = (scores: ArrayLike<number>): readonly RankedIndex[] =>
  Array.from(scores, (relevanceScore, index) => ({ index, relevanceScore }));

function checkModel(model: string): void {
  if (model === 'bm25' || model === 'hybrid') return;
  throw new RerankError(
    'invalid_model',
    `There is no local model "${model}". There are "local/bm25", "local/hybrid" and "local/onnx/<folder>".`,
    { model },
  );
}
