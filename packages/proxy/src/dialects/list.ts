import type * as z from 'zod';
import type { Dialect } from './dialect.ts';
import type { FieldReader } from './fields.ts';
import { type AnswerSpelling, answerSchemaOf, createListEncode } from './list-answer.ts';
import { createListDecoder } from './list-decode.ts';
import { type RequestSpelling, requestSchemaOf } from './list-request.ts';
import type { ProblemForm } from './problem-forms.ts';

/**
 * A dialect of a rerank API that takes a query and a list of documents and answers with a list of indices and scores.
 * Nearly all are of this kind and differ in spelling alone.
 */
export interface Spelling {
  readonly request: RequestSpelling;
  readonly answer: AnswerSpelling;
  readonly problem: ProblemForm;
}

/** The schemas of a dialect's bodies, for documentation. */
export interface Schemas {
  readonly request: z.ZodType;
  readonly response: z.ZodType;
  readonly problem: z.ZodType;
  /** Fields that are accepted without effect. */
  readonly ignored: readonly string[];
}

export function createListDialect({ request, answer, problem }: Spelling, readFields: FieldReader): Dialect {
  const decode = createListDecoder(request);
  return {
    decode: (body, context, target) => decode(readFields(body), context, target),
    encode: createListEncode(answer),
    encodeProblem: problem.encode,
    isDated: answer.isDated,
    ...(request.documents !== 'documents' && { spell: spellDocuments(request.documents) }),
  };
}

export const schemasOf = ({ request, answer, problem }: Spelling): Schemas => ({
  request: requestSchemaOf(request),
  response: answerSchemaOf(answer),
  problem: problem.schema(),
  ignored: request.ignored,
});

/** `documents`, and what is in it, under another name. */
export function spellDocuments(name: string): (path: string) => string {
  return (path) => path.replace(/^documents(?=\.|$)/, name);
}
