import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** Together takes `rank_fields` beside what every call has, and only for objects; documents go there as texts. */
export type TogetherOptions = Readonly<Record<string, never>>;

export const optionNames: readonly string[] = [];

export const optionsSchema: StandardSchema<TogetherOptions> = z.strictObject(
  {},
  { error: unknownOptionError("Together's rerank API", optionNames) },
);
