import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to DeepInfra. */
export interface DeepInfraOptions {
  /** The task, for models that were trained with one, such as Qwen3-Reranker. The model's own when absent. */
  readonly instruction?: string | undefined;
  /** Which queue the request waits in, such as `priority`, at another price. */
  readonly service_tier?: string | undefined;
}

const text = z.string().min(1, { error: 'must not be empty' });

export const optionNames: readonly string[] = ['instruction', 'service_tier'];

export const optionsSchema: StandardSchema<DeepInfraOptions> = z.strictObject(
  { instruction: text.optional(), service_tier: text.optional() },
  { error: unknownOptionError('DeepInfra', optionNames) },
);
