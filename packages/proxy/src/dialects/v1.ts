import * as z from 'zod';
import { cohere, createCohereDecoder } from './cohere.ts';
import type { Dialect } from './dialect.ts';
import type { FieldReader } from './fields.ts';
import { jina } from './jina.ts';
import { type Schemas, schemasOf } from './list.ts';
import { createListEncode } from './list-answer.ts';
import { createListDecoder } from './list-decode.ts';
import { sharedProblem } from './problem-forms.ts';
import { voyage } from './voyage.ts';

const asVoyage = 'voyage';

const voyageRequest = { ...voyage.request, ignored: [...voyage.request.ignored, ...cohere.request.ignored] };

/** `/v1/rerank`, where clients of many vendors come: Cohere's dialect, which Jina's and Together's understand, or Voyage's. */
export function createV1Dialect(readFields: FieldReader): Dialect {
  const decodeCohere = createCohereDecoder(cohere.request);
  const decodeVoyage = createListDecoder(voyageRequest);
  const encodeCohere = createListEncode(cohere.answer);
  const encodeVoyage = createListEncode(voyage.answer);
  return {
    decode(body, context, target) {
      const read = readFields(body);
      if (!isVoyage(read.fields)) return decodeCohere(read, context, target);
      return { ...decodeVoyage(read, context, target), form: asVoyage };
    },
    encode: (answer) => (answer.form === asVoyage ? encodeVoyage(answer) : encodeCohere(answer)),
    encodeProblem: sharedProblem.encode,
  };
}

export function v1Schemas(): Schemas {
  const [ofCohere, ofVoyage] = [schemasOf(cohere), schemasOf({ ...voyage, request: voyageRequest })];
  return {
    request: z.union([ofCohere.request, ofVoyage.request]),
    response: z.union([ofCohere.response, ofVoyage.response]),
    problem: sharedProblem.schema(),
    ignored: cohere.request.ignored,
  };
}

/** Jina's and Cohere's, which no client of Voyage's sends. Jina has a `truncation` too. */
const marksOfOthers: readonly string[] = [
  'rank_fields',
  ...cohere.request.ignored,
  ...jina.request.ignored.filter((name) => name !== voyage.request.truncation),
];

/** One with `top_k` or `truncation`, where nothing speaks for another vendor. */
function isVoyage(fields: ReadonlyMap<string, unknown>): boolean {
  // Three fields are a model, a query and documents.
  if (fields.size <= 3 || fields.has('top_n')) return false;
  if (fields.has('top_k')) return true;
  return fields.has('truncation') && !marksOfOthers.some((name) => fields.has(name));
}
