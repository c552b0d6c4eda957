import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Fireworks AI. */
export interface FireworksOptions {
  /** The instruction that a Qwen3 reranker reads beside the query: what a relevant document is. */
  readonly task?: string | undefined;
  /** As other APIs and LiteLLM call `task`. */
  readonly instruction?: string | undefined;
}

const text = z.string().min(1, { error: 'must not be empty' });

export const optionNames: readonly string[] = ['task', 'instruction'];

const schema = z.strictObject(
  { task: text.optional(), instruction: text.optional() },
  { error: unknownOptionError("Fireworks' rerank API", optionNames) },
);

export const optionsSchema: StandardSchema<FireworksOptions> = schema.refine(
  ({ task, instruction }) => (task ?? instruction) === (instruction ?? task),
  { path: ['instruction'], error: 'is another name of task and must not differ from it; set only one' },
);

/** What goes into the body. */
export function taskOf({ task, instruction }: FireworksOptions) {
  const text = task ?? instruction;
  return text === undefined ? undefined : { task: text };
}
