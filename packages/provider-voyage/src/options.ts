import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Voyage AI. */
export interface VoyageOptions {
  /**
   * Whether a query or document that is too long for the model is cut, which is Voyage's default. With `false` it fails
   * the call.
   */
  readonly truncation?: boolean | undefined;
}

export const optionNames: readonly string[] = ['truncation'];

export const optionsSchema: StandardSchema<VoyageOptions> = z.strictObject(
  { truncation: z.boolean().optional() },
  { error: unknownOptionError("Voyage's rerank API", optionNames) },
);
