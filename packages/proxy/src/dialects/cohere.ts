import { createRequestScanner } from '../scan/request-scanner.ts';
import type { Scan } from '../scan/scanned-request.ts';
import { cohereAnswer } from './cohere-answer.ts';
import type { Dialect } from './dialect.ts';
import { createFieldReader, type FieldReader } from './fields.ts';
import { createListDialect, type Spelling } from './list.ts';
import { createListDecoder, type FieldDecoder } from './list-decode.ts';
import { cohereProblem } from './problem-forms.ts';

/**
 * docs.cohere.com/reference/rerank (v1 and v2), as LiteLLM serves it: with its fields, and with documents in the answer
 * unless they are not wanted. `rank_fields` is of v1, and no other request has it.
 */
export const cohere: Spelling = {
  request: {
    model: 'required',
    documents: 'documents',
    topN: ['top_n', 'top_k'],
    returnDocuments: 'return_documents',
    returnsByDefault: true,
    rankFields: true,
    ignored: [
      'max_chunks_per_doc',
      'max_tokens_per_doc',
      'priority',
      'instruction',
      'user',
      'metadata',
      'litellm_metadata',
      'litellm_call_id',
      'drop_params',
      'fallbacks',
      'num_retries',
      'timeout',
      'cache',
      'tags',
    ],
  },
  answer: cohereAnswer,
  problem: cohereProblem,
};

/** As Cohere itself serves it: documents come back when they are asked for. */
export const cohereItself: Spelling = { ...cohere, request: { ...cohere.request, returnsByDefault: false } };

/** A request with `rank_fields` has another decoder, so that those without it, nearly all, do not pay for it. They only learn the name. */
export function createCohereDecoder(request: Spelling['request']): FieldDecoder {
  const decodeRanked = createListDecoder(request);
  const ignored = [...request.ignored, 'rank_fields'];
  const decode = createListDecoder({ ...request, rankFields: undefined, ignored });
  return (read, context, target) =>
    (read.fields.size > 3 && read.fields.has('rank_fields') ? decodeRanked : decode)(read, context, target);
}

export function createCohereDialectOf(spelling: Spelling, readFields: FieldReader): Dialect {
  const decode = createCohereDecoder(spelling.request);
  return {
    ...createListDialect(spelling, readFields),
    decode: (body, context, target) => decode(readFields(body), context, target),
  };
}

/** Cohere's rerank API, v1 and v2, as LiteLLM serves it. */
export const createCohereDialect = (scan: Scan = createRequestScanner()): Dialect =>
  createCohereDialectOf(cohere, createFieldReader(scan));
