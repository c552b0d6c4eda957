import { type Capabilities, defineRerankProvider, type LocalEndpoint, RerankError } from '@openrerank/core';
import { type LocalOptions, optionNames, optionsSchema } from './options.ts';
import { defaults, scoring } from './scoring.ts';
import { inTurns } from './turns.ts';

const MODEL = 'bm25';

const bm25: LocalEndpoint<LocalOptions> = {
  capabilities(model): Capabilities {
    checkModel(model);
    // A term's weight depends on how many of the documents have it, so that no part of a list can be scored alone.
    return { modalities: ['text'], scoring: 'listwise', scoreScale: 'unknown' };
  },
  async rank({ model, query, passages, options }, { signal }) {
    checkModel(model);
    const texts = passages.map(({ text = '' }) => text);
    const { k1 = defaults.k1, b = defaults.b } = options;
    const scores = await inTurns(scoring(query, texts, { k1, b }), signal);
    return { ranking: Array.from(scores, (relevanceScore, index) => ({ index, relevanceScore })) };
  },
};

function checkModel(model: string): void {
  if (model === MODEL) return;
  throw new RerankError('invalid_model', `The local provider has one model, "${MODEL}": ask for "local/${MODEL}".`, {
    model,
  });
}

/**
 * Ranks in process: no key, no network, no model to load. The one model is `local/bm25`, which compares words and not
 * meanings. Its scores are 0 or more and tell the order of one call only; they have no common scale.
 *
 * ```ts
 * createReranker({ providers: [local()] })
 * ```
 */
export const local = defineRerankProvider({
  id: 'local',
  optionsSchema,
  optionNames,
  endpoints: { bm25 },
});
