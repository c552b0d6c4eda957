import { RerankError } from '@openrerank/core';
import type { Neural } from './neural.ts';

const refuse = (model: string) => async (): Promise<never> => {
  throw new RerankError('unsupported', `${model} runs in Node only. local/bm25 runs everywhere.`);
};

/** The neural models where there is no Node. */
export const neural: Neural = { similarities: refuse('local/hybrid'), logits: refuse('local/onnx') };
