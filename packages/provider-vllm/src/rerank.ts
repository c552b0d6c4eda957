import type { Capabilities } from '@openrerank/core';
import { listEndpoint, readTokenUsage } from '@openrerank/shapes';
import { toDocument } from './document.ts';
import type { VllmOptions } from './options.ts';
import { vllmUrl } from './url.ts';

/**
 * Each pair is scored by itself. What a score means depends on the model: a probability, a logit, a cosine, or a sum of
 * similarities; on its own settings and on `use_activation`. A model without eyes refuses an image.
 */
export const capabilities: Capabilities = {
  modalities: ['text', 'image'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unknown' },
};

/** `POST {base}/rerank` (docs.vllm.ai, pooling models, scoring usages). The answer repeats the documents, asked or not. */
export const rerank = listEndpoint<VllmOptions>({
  capabilities: { ...capabilities, cutsTopN: true },
  spelling: { documents: 'documents', model: 'model', topN: 'top_n', results: 'results', score: 'relevance_score' },
  url: ({ baseUrl }) => vllmUrl(baseUrl, 'rerank'),
  toDocument,
  readUsage: readTokenUsage,
});
