import type { Capabilities } from '@openrerank/core';

/**
 * What Jina says of its rerankers (jina.ai/models, November 2026). Listwise ones see all documents at once, so that
 * scores are those of one list; jina-reranker-v3 scores by cosine similarity and ColBERT by summed similarities, so that
 * only their order counts. A length is given for jina-reranker-m0 alone: the API reads longer documents of
 * jina-reranker-v2-base-multilingual in pieces, ColBERT reads query and document apart, and jina-reranker-v3 has one
 * window for the whole list.
 */
const models = {
  'jina-reranker-v3': { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' } },
  'jina-reranker-m0': {
    modalities: ['text', 'image'],
    scoring: 'pointwise',
    scoreScale: { kind: 'unit' },
    maxTokens: 10_240,
  },
  'jina-reranker-v2-base-multilingual': { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
  'jina-colbert-v2': { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unknown' } },
  'jina-colbert-v1-en': { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unknown' } },
  'jina-reranker-v1-base-en': { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
  'jina-reranker-v1-turbo-en': { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
  'jina-reranker-v1-tiny-en': { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
} as const satisfies Record<string, Omit<Capabilities, 'cutsTopN'>>;

export const modelNames = Object.keys(models) as readonly (keyof typeof models)[];

/** Of a model that is newer than the table nothing is assumed, but that Jina marks those that see with "m" and a number. */
export function capabilitiesOf(model: string): Capabilities {
  const known = Object.hasOwn(models, model) ? models[model as keyof typeof models] : undefined;
  return { ...(known ?? newer(model)), cutsTopN: true };
}

const newer = (model: string): Capabilities => ({
  modalities: /-m\d/.test(model) ? ['text', 'image'] : ['text'],
  scoring: 'listwise',
  scoreScale: { kind: 'unknown' },
});
