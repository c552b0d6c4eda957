import type { Capabilities } from '@openrerank/core';

/** Cross-encoders that Together offers. A dedicated endpoint may serve any other model, of which nothing is assumed. */
export const modelNames: readonly string[] = ['mixedbread-ai/mxbai-rerank-large-v2', 'Salesforce/Llama-Rank-V1'];

/** Scores are as the model gives them. Together names no limit to the documents of a request. */
export const capabilitiesOf = (model: string): Capabilities => ({
  modalities: ['text'],
  scoring: modelNames.includes(model) ? 'pointwise' : 'listwise',
  scoreScale: 'unknown',
  cutsTopN: true,
});
