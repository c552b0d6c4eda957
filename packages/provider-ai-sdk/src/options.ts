import type { StandardSchema } from '@openrerank/core';
import * as z from 'zod';
import type { AiSdkJsonObject, AiSdkJsonValue } from './model.ts';

/** The AI SDK's `providerOptions`: by the name of its provider, as in `{ cohere: { maxTokensPerDoc: 512 } }`. */
export type AiSdkOptions = Record<string, AiSdkJsonObject>;

const expected =
  'must be an object: options are the providerOptions of the AI SDK, by provider, as in { cohere: { priority: 1 } }';

export const optionsSchema: StandardSchema<AiSdkOptions> = z.record(
  z.string(),
  z.record(z.string(), z.custom<AiSdkJsonValue | undefined>(), { error: expected }),
);
