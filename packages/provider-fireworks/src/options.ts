import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Fireworks AI. */
export interface FireworksOptions {
  /** The instruction that a Qwen3 reranker reads beside the query: what a relevant document is. */
  readonly task?: string | undefined;
}

export const optionNames: readonly string[] = ['task'];

export const optionsSchema: StandardSchema<FireworksOptions> = z.strictObject(
  { task: z.string().min(1).optional() },
  { error: unknownOptionError("Fireworks' rerank API", optionNames) },
);
