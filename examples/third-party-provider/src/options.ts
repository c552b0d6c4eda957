import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Acme, spelled as in its API. */
export interface AcmeOptions {
  /**
   * Whether a document is cut that is too long for the model together with the query. Otherwise it fails the whole call with
   * `input_too_long`, which is what Acme does when this is absent.
   */
  readonly truncate?: boolean | undefined;
}

const shape = {
  truncate: z.boolean({ error: 'must be true or false' }).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

/** Strict, so that a mistyped option does not pass in silence. */
export const optionsSchema: StandardSchema<AcmeOptions> = z.strictObject(shape, {
  error: unknownOptionError('Acme', optionNames),
});
