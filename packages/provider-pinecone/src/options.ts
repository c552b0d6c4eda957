import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Pinecone. Each model takes its own. */
export interface PineconeOptions {
  /**
   * What happens to a query and document that are together too long: `END` cuts the document's end, `NONE` fails the whole
   * call with `input_too_long`. By default `bge-reranker-v2-m3` fails and `pinecone-rerank-v0` cuts.
   */
  readonly truncate?: 'END' | 'NONE' | undefined;
  /** For `cohere-rerank-3.5`: pieces that a long document is ranked in, of which the best counts. Default 3,072. */
  readonly max_chunks_per_doc?: number | undefined;
}

const shape = {
  truncate: z.enum(['END', 'NONE'], { error: 'must be "END" or "NONE"' }).optional(),
  max_chunks_per_doc: z.int().min(1).max(3072).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

export const optionsSchema: StandardSchema<PineconeOptions> = z.strictObject(shape, {
  error: unknownOptionError('Pinecone', optionNames),
});
