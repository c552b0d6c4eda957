import type { Capabilities } from '@openrerank/core';

/** Cross-encoders that Together offers. A dedicated endpoint may serve any other model, of which nothing is assumed. */
export const modelNames = ['mixedbread-ai/mxbai-rerank-large-v2', 'Salesforce/Llama-Rank-V1'] as const;

const names: readonly string[] = modelNames;

/** Scores are as the model gives them. Together names no limit to the documents of a request. */
export const capabilitiesOf = (model: string): Capabilities => ({
  modalities: ['text'],
  scoring: names.includes(model) ? 'pointwise' : 'listwise',
  scoreScale: { kind: 'unknown' },
  cutsTopN: true,
});
