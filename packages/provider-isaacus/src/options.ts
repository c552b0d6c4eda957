import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Isaacus. */
export interface IsaacusOptions {
  /** Whether the query is written in the Isaacus Query Language. Such a query can cost many tokens. Default false. */
  readonly is_iql?: boolean | undefined;
  /** How the scores of a long text's chunks become one. `auto`, the default, is `chunk_max` today. */
  readonly scoring_method?: 'auto' | 'chunk_max' | 'chunk_avg' | 'chunk_min' | undefined;
  /** How a long text is cut into chunks. */
  readonly chunking_options?: IsaacusChunkingOptions | undefined;
}

/** What is absent is left to Isaacus. */
export interface IsaacusChunkingOptions {
  /** Tokens in a chunk. */
  readonly size?: number | undefined;
  /** Of the size, from 0 to below 1. */
  readonly overlap_ratio?: number | undefined;
  /** Tokens. */
  readonly overlap_tokens?: number | undefined;
}

const chunking = z.strictObject({
  size: z.int().min(1).optional(),
  overlap_ratio: z.number().min(0).lt(1).optional(),
  overlap_tokens: z.int().nonnegative().optional(),
});

const methods = ['auto', 'chunk_max', 'chunk_avg', 'chunk_min'] as const;

const shape = {
  is_iql: z.boolean().optional(),
  scoring_method: z.enum(methods, { error: `must be one of ${methods.join(', ')}` }).optional(),
  chunking_options: chunking.optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

export const optionsSchema: StandardSchema<IsaacusOptions> = z.strictObject(shape, {
  error: unknownOptionError('Isaacus', optionNames),
});
