import type { Capabilities } from '@openrerank/core';

/**
 * Cross-encoders answer with logits, embedding models with similarities (dataplatform.cloud.ibm.com/docs/content/wsj/analyze-data/fm-api-rerank.html).
 * No limit of documents is named; 1,000 keeps a request and its answer at a size that gateways take.
 */
export const capabilitiesOf = (model: string): Capabilities => ({
  maxDocuments: 1000,
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: model.startsWith('cross-encoder/') ? 'logit' : 'unknown' },
  cutsTopN: true,
});
