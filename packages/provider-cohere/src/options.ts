import {
  type BuildInput,
  invalidInput,
  type RerankError,
  type RerankWarning,
  type StandardSchema,
} from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/**
 * The options of a call to Cohere. Which ones there are depends on the version of the API: one of the other version is
 * left out, and named in `warnings`, since clients of either version may be in front of any.
 */
export interface CohereOptions {
  /** v2 only. Tokens of a document that are read; the rest is cut off. Cohere's default is 4,096. */
  readonly max_tokens_per_doc?: number | undefined;
  /** v2 only. Under load, lower numbers are handled first. Cohere's default is 0, the first. */
  readonly priority?: number | undefined;
  /**
   * v1 only. Chunks that a long document is read in, the best of which counts. Cohere's default is 10. Times the documents
   * of a request it may be 10,000.
   */
  readonly max_chunks_per_doc?: number | undefined;
}

/** Of the API, as its URLs name it. */
export type Version = 'v1' | 'v2';

const versions = {
  max_tokens_per_doc: 'v2',
  priority: 'v2',
  max_chunks_per_doc: 'v1',
} as const satisfies Record<keyof CohereOptions, Version>;

export const optionNames: readonly string[] = Object.keys(versions);

export const optionsSchema: StandardSchema<CohereOptions> = z.strictObject(
  {
    max_tokens_per_doc: z.int().positive().optional(),
    priority: z.int().nonnegative().optional(),
    max_chunks_per_doc: z.int().positive().optional(),
  },
  { error: unknownOptionError("Cohere's rerank API", optionNames) },
);

const isOf = (version: Version, name: string) => versions[name as keyof CohereOptions] === version;

/** The options of this version, as fields of the body. */
export const optionsOf = (version: Version, options: CohereOptions): CohereOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => isOf(version, name)));

/** Throws `invalid_options` for more chunks than v1 takes. */
export function checkChunks({ options, passages }: BuildInput<CohereOptions>): void {
  const { max_chunks_per_doc: chunks } = options;
  if (chunks !== undefined && chunks * passages.length > mostChunks) throw tooManyChunks(chunks, passages.length);
}

/** What is said of options of the other version, which the request did not carry. */
export function ignoredOptions(version: Version, options: CohereOptions): readonly RerankWarning[] {
  return Object.entries(options)
    .filter(([name, value]) => value !== undefined && !isOf(version, name))
    .map(([name]) => ({
      code: 'other',
      message: `options.${name} was left out: it is not an option of Cohere's ${version} API, which this call went to.`,
    }));
}

/** docs.cohere.com/v1/reference/rerank and its best practices: documents times chunks, in one request of v1. */
const mostChunks = 10_000;

function tooManyChunks(chunks: number, documents: number): RerankError {
  const problem = `is ${chunks}, which makes ${chunks * documents} chunks of the ${documents} documents in a request; Cohere's v1 API takes ${mostChunks}. Set it to ${Math.floor(mostChunks / documents)} at most, or send fewer documents.`;
  return invalidInput('options.max_chunks_per_doc', problem, {}, 'invalid_options');
}
