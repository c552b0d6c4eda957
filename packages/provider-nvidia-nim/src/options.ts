import type { StandardSchema } from '@openrerank/core';
import * as z from 'zod';

/** The options of a call to an NVIDIA NIM. */
export interface NvidiaNimOptions {
  /**
   * What happens to a query and document that are together longer than the model takes: `END` cuts the document's end,
   * `NONE` fails the whole call with `input_too_long`. Not sent when absent; then the model's own default holds, which
   * is `NONE` for containers and `END` for the hosted VL model.
   */
  readonly truncate?: 'NONE' | 'END' | undefined;
}

const truncate = z.enum(['NONE', 'END'], {
  error: 'must be "NONE" or "END": a NIM cuts a document at its end or not at all',
});

const schema = z.strictObject(
  { truncate: truncate.optional() },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.join(', ')}: a NIM takes no such option, only truncate (topN is a field of the request)`
        : undefined,
  },
);

export const optionsSchema: StandardSchema<NvidiaNimOptions> = schema;

export const optionNames: readonly string[] = Object.keys(schema.shape);
