import { type BuildInput, RerankError, type StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Cohere. Which ones there are depends on the version of the API. */
export interface CohereOptions {
  /** v2 only. Tokens of a document that are read; the rest is cut off. Cohere's default is 4,096. */
  readonly max_tokens_per_doc?: number | undefined;
  /** v2 only. Under load, lower numbers are handled first. Cohere's default is 0, the first. */
  readonly priority?: number | undefined;
  /** v1 only. Chunks that a long document is read in, the best of which counts. Cohere's default is 10. */
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

/** The options as fields of the body. Throws `invalid_options` for one of the other version, which Cohere may ignore. */
export function optionsOf(version: Version, { options }: BuildInput<CohereOptions>): CohereOptions {
  for (const name of Object.keys(versions) as (keyof CohereOptions)[]) {
    if (options[name] !== undefined && versions[name] !== version) throw otherVersion(name, version);
  }
  return options;
}

function otherVersion(name: keyof CohereOptions, version: Version): RerankError {
  const path = `options.${name}`;
  const message = `${path} is an option of Cohere's ${versions[name]} API, and this call goes to ${version}. Leave it out, or call ${versions[name]}.`;
  return new RerankError('invalid_options', message, { issues: [{ path, message }] });
}
