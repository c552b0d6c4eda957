import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to DashScope. */
export interface DashScopeOptions {
  /** The ranking task in English, for models that take one: question answering unless it says otherwise. */
  readonly instruct?: string | undefined;
  /** As other APIs and LiteLLM call `instruct`. */
  readonly instruction?: string | undefined;
}

const text = z.string().min(1, { error: 'must not be empty' });

export const optionNames: readonly string[] = ['instruct', 'instruction'];

const schema = z.strictObject(
  { instruct: text.optional(), instruction: text.optional() },
  { error: unknownOptionError('DashScope', optionNames) },
);

export const optionsSchema: StandardSchema<DashScopeOptions> = schema.refine(
  ({ instruct, instruction }) => (instruct ?? instruction) === (instruction ?? instruct),
  { path: ['instruction'], error: 'is another name of instruct and must not differ from it; set only one' },
);

/** What goes into the body. */
export function instructOf({ instruct, instruction }: DashScopeOptions) {
  const task = instruct ?? instruction;
  return task === undefined ? undefined : { instruct: task };
}
