import type { Environment } from '@openrerank/core';
import { secret } from './fields.ts';

/** Looked at in this order where the file has no `general_settings.master_key`. */
const masterKeyVariables = ['OPENRERANK_MASTER_KEY', 'LITELLM_MASTER_KEY'] as const;

export interface MasterKey {
  readonly key: string | undefined;
  readonly problem?: string | undefined;
  readonly warning?: string | undefined;
}

/** The master key of the environment. A variable that is set and empty counts as absent, and is told of. */
export function masterKeyFrom(env: Environment): MasterKey {
  const name = masterKeyVariables.find((variable) => env[variable]);
  if (name === undefined) {
    const empty = masterKeyVariables.find((variable) => env[variable] === '');
    return { key: undefined, warning: empty && `the environment variable ${empty} is empty, so it sets no master key` };
  }
  const key = env[name];
  const { error } = secret('a key').safeParse(key);
  if (error !== undefined) {
    return { key: undefined, problem: `the environment variable ${name}: ${error.issues[0]?.message}` };
  }
  return { key, warning: key && shortKey(key, `the master key in ${name}`) };
}

/** A key that can be guessed in an afternoon. LiteLLM's documentation shows one: sk-1234. */
export const shortKey = (key: string, subject: string): string | undefined =>
  key.length < 8 ? `${subject} is shorter than 8 characters and easily guessed` : undefined;
