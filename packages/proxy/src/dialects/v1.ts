import { cohere } from './cohere.ts';
import type { Dialect } from './dialect.ts';
import type { FieldReader } from './fields.ts';
import { createListEncode } from './list-answer.ts';
import { createListDecoder } from './list-decode.ts';
import { voyage } from './voyage.ts';

const asVoyage = 'voyage';

/**
 * `/v1/rerank`, where clients of many vendors come: Cohere's dialect, which Jina's and Together's clients understand, and
 * Voyage's for a body that only Voyage's clients send, one with `top_k` or `truncation` and without `top_n`.
 */
export function createV1Dialect(readFields: FieldReader): Dialect {
  const decodeCohere = createListDecoder(cohere.request);
  const ignored = [...voyage.request.ignored, ...cohere.request.ignored];
  const decodeVoyage = createListDecoder({ ...voyage.request, ignored });
  const encodeCohere = createListEncode(cohere.answer);
  const encodeVoyage = createListEncode(voyage.answer);
  return {
    decode(body, context, target) {
      const read = readFields(body);
      if (!isVoyage(read.fields)) return decodeCohere(read, context, target);
      return { ...decodeVoyage(read, context, target), form: asVoyage };
    },
    encode: (answer) => (answer.form === asVoyage ? encodeVoyage(answer) : encodeCohere(answer)),
    encodeProblem: cohere.problem.encode,
  };
}

/** The fields that every request has tell nothing. */
const isVoyage = (fields: ReadonlyMap<string, unknown>): boolean =>
  fields.size > 3 && !fields.has('top_n') && (fields.has('top_k') || fields.has('truncation'));
