import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to __title__, spelled as in its API. */
export interface __Options__ {
  /**
   * Whether a query and document that are together too long for the model are cut. Otherwise they fail the whole call with
   * `input_too_long`. The server's own default when absent.
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
