import type { StandardSchema } from '@openrerank/core';
import * as z from 'zod';

/** Fields for the top level of the body. */
export type CompatibleOptions = Record<string, unknown>;

/** The options that a server is known to have, all of them optional. */
export type OptionShape = Readonly<Record<string, z.ZodOptional>>;

export const text = z.string().optional();
export const flag = z.boolean().optional();
export const count = z.int().optional();
export const object = z.record(z.string(), z.unknown()).optional();

/** Common options of what speaks Cohere's, Jina's or TEI's API: of a proxied NVIDIA NIM, of vLLM, and of those themselves. */
export const commonOptions = {
  truncate: z.union([z.boolean(), z.string()], { error: 'must be a text or a boolean' }).optional(),
  truncation_direction: text,
  truncate_prompt_tokens: count,
  raw_scores: flag,
  instruction: text,
  max_tokens_per_doc: count,
  max_chunks_per_doc: count,
} as const satisfies OptionShape;

/** Fields of the request that are not an option: setting one here would change what is ranked, where or by whom. */
const reserved = new Set([
  'model',
  'query',
  'documents',
  'texts',
  'top_n',
  'return_documents',
  'return_text',
  'api_key',
  'api_base',
]);

/**
 * What a server takes beside the fields of the shape. It goes to the top level of the body. Known options have their type;
 * any other is passed on as it is, since the server knows its options, and this package does not.
 */
export function openOptions(shape: OptionShape) {
  const optionsSchema: StandardSchema<CompatibleOptions> = z.looseObject(shape).check(({ value, issues }) => {
    for (const name of Object.keys(value)) {
      if (reserved.has(name)) {
        issues.push({ code: 'custom', input: value, path: [name], message: 'is a field of the call, not an option' });
      }
    }
  });
  return { optionsSchema, optionNames: Object.keys(shape), openOptions: true } as const;
}
