import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';
import { refuseDestination } from './check.ts';
import { asString, fault, kindOf } from './checks.ts';
import type { Answer, DecodedRequest, Dialect } from './dialect.ts';
import type { FieldReader, RequestFields } from './fields.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { chooseModel } from './model.ts';
import { readOptions } from './options.ts';
import { serverProblem } from './problem-forms.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';
import { text } from './values.ts';
import { engineFields } from './vllm.ts';
import { contentToDocument } from './vllm-content.ts';

/** The names of the two sides, in the order of preference: vllm/entrypoints/pooling/scoring/protocol.py. */
const pairs = [
  ['queries', 'documents'],
  ['queries', 'items'],
  ['text_1', 'text_2'],
  ['data_1', 'data_2'],
] as const;

const own: ReadonlySet<string> = new Set(['model', ...pairs.flat()]);

const pairList = pairs.map(([query, documents]) => `${query} with ${documents}`).join(', ');

/**
 * vLLM's score API: one query against each document, and the scores in the order of the documents. Its other form, as many
 * queries as documents, would be as many rankings, and is refused unless the queries are one and the same.
 */
export function createVllmScoreDialect(readFields: FieldReader): Dialect {
  return {
    isDated: true,
    decode(body, context, target) {
      const read = readFields(body);
      const { fields } = read;
      refuseDestination(fields);
      const [queryField, documentsField] = pairOf(fields);
      const named = fields.get('model');
      const model = chooseModel(named === undefined ? undefined : asString(named, 'model'), target, context);
      const rules = { own, ignored: [...engineFields, 'encoding_format'] };
      const { options, warnings } = readOptions(fields, rules, context.optionNames(model), context.dropUnknown);
      return {
        model,
        query: readQuery(fields.get(queryField), queryField),
        ...readDocuments(read, documentsField),
        form: documentsField,
        topN: undefined,
        returnDocuments: false,
        options,
        warnings,
      };
    },
    encode,
    encodeProblem: serverProblem.encode,
    spell(path, form) {
      const [query, documents] = pairs.find((pair) => pair[1] === form) ?? pairs[0];
      return path === 'query' ? query : spellDocuments(documents)(path);
    },
  };
}

export const vllmScoreSchemas = (): Schemas => ({
  request: z.object({
    model: text().nullish(),
    text_1: z
      .union([text(), z.array(text())])
      .optional()
      .meta({ description: 'The query. Also `queries`, `data_1`.' }),
    text_2: z
      .union([text(), z.array(text())])
      .optional()
      .meta({ description: 'The documents. Also `documents`, `items`, `data_2`.' }),
  }),
  response: z.object({
    id: z.string(),
    object: z.literal('list'),
    created: z.int().optional(),
    model: z.string(),
    data: z
      .array(z.object({ index: z.int().min(0), object: z.literal('score'), score: z.number() }))
      .meta({ description: 'In the order of the documents.' }),
    usage: tokenUsage.optional(),
  }),
  problem: serverProblem.schema(),
  ignored: engineFields,
});

function pairOf(fields: ReadonlyMap<string, unknown>): (typeof pairs)[number] {
  const found = pairs.find((pair) => pair.every((name) => fields.has(name)));
  if (found !== undefined) return found;
  const half = pairs.find((pair) => pair.some((name) => fields.has(name)));
  const missing = half?.find((name) => !fields.has(name)) ?? 'text_1';
  throw fault(missing, `is required: what is scored comes in pairs, which are ${pairList}.`);
}

function readQuery(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) throw fault(path, `must be a string, not ${kindOf(value)}.`);
  const [first, ...others] = value.map((query, place) => asString(query, `${path}.${place}`));
  if (first === undefined) throw fault(path, 'must not be empty.');
  if (others.some((other) => other !== first)) {
    throw fault(path, 'must be one query: several different ones are several requests.');
  }
  return first;
}

function readDocuments(
  { fields, verbatim }: RequestFields,
  field: (typeof pairs)[number][1],
): Pick<DecodedRequest, 'documents' | 'verbatim'> {
  const value = fields.get(field);
  // Only what is called `documents` is ever left encoded.
  if (field === 'documents' && verbatim !== undefined)
    return { documents: value as readonly RerankDocument[], verbatim };
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
    throw fault(field, `must be a string, an object, or an array of such, not ${kindOf(value)}.`);
  }
  const items = Array.isArray(value) ? value : [value];
  return { documents: items.map((item, place) => contentToDocument(item, `${field}.${place}`) as RerankDocument) };
}

function encode({ id, createdAt: created, model, results, usage: reported }: Answer): string {
  const usage = toTokenUsage(reported);
  const data = results.map(({ index, relevanceScore }) => ({ index, object: 'score', score: relevanceScore }));
  data.sort((one, other) => one.index - other.index);
  return JSON.stringify({ id, object: 'list', created, model, data, ...(usage && { usage }) });
}
