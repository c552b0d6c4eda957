import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** Jina documents no field beside the model, the query, the documents and their number. */
export type JinaOptions = Readonly<Record<string, never>>;

export const optionNames: readonly string[] = [];

export const optionsSchema: StandardSchema<JinaOptions> = z.strictObject(
  {},
  { error: unknownOptionError("Jina's rerank API", optionNames) },
);
