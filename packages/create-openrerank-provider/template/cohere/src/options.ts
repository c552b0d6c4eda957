import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to __title__, spelled as in its API. */
export interface __Options__ {
  /** Tokens of a document that are read; the rest is cut. The API's own default when absent. */
  readonly max_tokens_per_doc?: number | undefined;
}

const shape = {
  max_tokens_per_doc: z.int({ error: 'must be a whole number' }).positive().optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

/** Strict, so that a mistyped option does not pass in silence. */
export const optionsSchema: StandardSchema<__Options__> = z.strictObject(shape, {
  error: unknownOptionError('__title__', optionNames),
});
