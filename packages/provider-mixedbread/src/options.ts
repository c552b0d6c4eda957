import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Mixedbread. */
export interface MixedbreadOptions {
  /** Whether Mixedbread rewrites the query before it ranks by it. */
  readonly rewrite_query?: boolean | undefined;
}

export const optionNames: readonly string[] = ['rewrite_query'];

export const optionsSchema: StandardSchema<MixedbreadOptions> = z.strictObject(
  { rewrite_query: z.boolean().optional() },
  { error: unknownOptionError("Mixedbread's rerank API", optionNames) },
);
