import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Contextual AI. */
export interface ContextualOptions {
  /** What counts beside relevance, such as "Prefer recent documents from internal sources." */
  readonly instruction?: string | undefined;
  /**
   * One text for each document, in the same order, for the instruction to go by; "" for a document without any. It is the
   * API's `metadata`, which other APIs and their gateways call something else.
   */
  readonly document_metadata?: readonly string[] | undefined;
}

const shape = {
  instruction: z.string().optional(),
  document_metadata: z.array(z.string()).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

export const optionsSchema: StandardSchema<ContextualOptions> = z.strictObject(shape, {
  error: unknownOptionError('Contextual AI', optionNames),
});
