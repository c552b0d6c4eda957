import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to __title__, spelled as in its API. */
export interface __Options__ {
  /**
   * Whether a document is cut that is too long for the model together with the query. Otherwise it fails the whole call with
   * `input_too_long`, which is what __title__ does when this is absent.
   */
  readonly truncate?: boolean | undefined;
}

const shape = {
  truncate: z.boolean({ error: 'must be true or false' }).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

/** Strict, so that a mistyped option does not pass in silence. */
export const optionsSchema: StandardSchema<__Options__> = z.strictObject(shape, {
  error: unknownOptionError('__title__', optionNames),
});
