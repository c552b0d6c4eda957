import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';
import { isObject, kindOf } from './faults.ts';

/*
 * The values that requests are made of, for the schemas of their fields. `null` counts as absent and is taken out before;
 * lists are not looked into, since they are long.
 */

/** How many results to return. */
export const count = () =>
  z
    .int(mustCount('an integer of at least 1, or 0 or null for all'))
    .min(0, mustCount('at least 1, or 0 or null for all'))
    .nullish();

export const flag = () => z.boolean(must('true or false')).nullish();

export const text = () => z.string(must('a string'));

export const modelName = () =>
  z
    .string(must('a model name from GET /v1/models'))
    .min(1, must('a model name from GET /v1/models'))
    .meta({ description: 'A model name from GET /v1/models.' });

const oneDocument = {
  anyOf: [{ type: 'string' }, { type: 'object', properties: { text: { type: 'string' } }, additionalProperties: true }],
};

const manyDocuments = {
  type: 'array',
  minItems: 1,
  description: 'Strings or objects. Of an object, `text` (and `image`, where the model takes images) is ranked.',
  items: oneDocument,
};

export const documentList = () =>
  z.custom<readonly RerankDocument[]>(Array.isArray, must('an array of strings or objects')).meta(manyDocuments);

export const oneOrMoreDocuments = () =>
  z
    .custom<RerankDocument | readonly RerankDocument[]>(
      (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
      must('a string, an object, or an array of such'),
    )
    .meta({ anyOf: [...oneDocument.anyOf, manyDocuments] });

/** A list whose members are checked one by one later. */
export const list = (items: object, description: string) =>
  z
    .custom<readonly unknown[]>(Array.isArray, must('an array'))
    .meta({ type: 'array', minItems: 1, items, description });

export const anyObject = (description: string) =>
  z
    .custom<Readonly<Record<string, unknown>>>(isObject, must('an object'))
    .meta({ type: 'object', additionalProperties: true, description });

export const names = () =>
  z
    .custom<readonly string[]>(isNames, must('an array of strings'))
    .nullish()
    .meta({ type: 'array', items: { type: 'string' } });

export function must(what: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined ? `is required and must be ${what}.` : `must be ${what}, not ${kindOf(input)}.`,
  };
}

const isNames = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');

/** As `must`, for a number that is nobody's text. */
function mustCount(what: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      `must be ${what}, not ${typeof input === 'number' ? `the number ${input}` : kindOf(input)}.`,
  };
}
