import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Text Embeddings Inference. */
export interface HuggingfaceOptions {
  /**
   * Whether a query and text that are together too long for the model are cut; otherwise they fail the whole call with
   * `input_too_long`. Not sent when absent; then the server's own `--auto-truncate` holds.
   */
  readonly truncate?: boolean | undefined;
  /** Which end is cut. The server's default is `Right`. */
  readonly truncation_direction?: 'Left' | 'Right' | undefined;
}

const shape = {
  truncate: z.boolean().optional(),
  truncation_direction: z.enum(['Left', 'Right'], { error: 'must be "Left" or "Right"' }).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

const unknownOption = unknownOptionError('the server', optionNames);

export const optionsSchema: StandardSchema<HuggingfaceOptions> = z.strictObject(shape, {
  error: (issue) =>
    issue.code === 'unrecognized_keys' && issue.keys.includes('raw_scores')
      ? 'raw_scores: the scale of the scores goes with the model; write it as raw_scores/<model>'
      : unknownOption(issue),
});
