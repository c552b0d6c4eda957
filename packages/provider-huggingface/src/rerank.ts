import { teiEndpoint } from '@openrerank/shapes';
import type { HuggingfaceOptions } from './options.ts';

/** Probabilities, by a sigmoid that the server puts on the model's output. */
export const rerank = teiEndpoint<HuggingfaceOptions>({ scoreScale: { kind: 'unit' } });

/** The model's output as it is. */
export const rawScores = teiEndpoint<HuggingfaceOptions>({
  scoreScale: { kind: 'logit' },
  always: { raw_scores: true },
});
