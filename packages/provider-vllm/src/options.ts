import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/**
 * The options of a call to vLLM, by the names of its API. What is absent is not sent. A server that is older than an option
 * passes over it in silence.
 */
export interface VllmOptions {
  /** Tokens that a query and document are cut to together; -1 is as many as the model takes. Otherwise too long ones fail. */
  readonly truncate_prompt_tokens?: number | undefined;
  /** Which end is cut; `left` keeps the end of the text. */
  readonly truncation_side?: 'left' | 'right' | undefined;
  /** Tokens that the query alone is cut to; 0 does not cut. */
  readonly max_tokens_per_query?: number | undefined;
  /** Tokens that each document alone is cut to; 0 does not cut. */
  readonly max_tokens_per_doc?: number | undefined;
  /** `false` gives the model's output as it is, logits for most models. For cross-encoders only. */
  readonly use_activation?: boolean | undefined;
  /** The name of `use_activation` in older versions. */
  readonly activation?: boolean | undefined;
  /** What the model is told to do, where its template has a place for it. */
  readonly instruction?: string | undefined;
  /** For the model's template, `instruction` among them. */
  readonly chat_template_kwargs?: Readonly<Record<string, unknown>> | undefined;
  /** For the model's image processor. */
  readonly mm_processor_kwargs?: Readonly<Record<string, unknown>> | undefined;
  /** Lower ones are served first. Other than 0 only where the server schedules by priority. */
  readonly priority?: number | undefined;
}

const tokens = z.int().nonnegative().optional();
const settings = z.record(z.string(), z.unknown()).optional();

const shape = {
  truncate_prompt_tokens: z.int().min(-1).optional(),
  truncation_side: z.enum(['left', 'right'], { error: 'must be "left" or "right"' }).optional(),
  max_tokens_per_query: tokens,
  max_tokens_per_doc: tokens,
  use_activation: z.boolean().optional(),
  activation: z.boolean().optional(),
  instruction: z.string().optional(),
  chat_template_kwargs: settings,
  mm_processor_kwargs: settings,
  priority: z.int().optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

export const optionsSchema: StandardSchema<VllmOptions> = z.strictObject(shape, {
  error: unknownOptionError('vLLM', optionNames),
});
