import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';
import { refuseDestination } from './destination.ts';
import type { Answer, Dialect } from './dialect.ts';
import { fault } from './faults.ts';
import type { FieldReader } from './fields.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { chooseModel } from './model.ts';
import { readOptions } from './options.ts';
import { ownFields } from './own-fields.ts';
import { serverProblem } from './problem-forms.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';
import { modelName, oneOrMoreDocuments } from './values.ts';
import { engineFields } from './vllm.ts';
import { contentToDocument, contentToQuery } from './vllm-content.ts';

/** The names of the two sides, in the order of preference: vllm/entrypoints/pooling/scoring/protocol.py. */
const pairs = [
  ['queries', 'documents'],
  ['queries', 'items'],
  ['text_1', 'text_2'],
  ['data_1', 'data_2'],
] as const;

type Side = (typeof pairs)[number][number];

const querySide = () =>
  z.unknown().meta({
    anyOf: [{ type: 'string' }, { type: 'object' }, { type: 'array', minItems: 1 }],
    description: 'The query: a string or `{ content }`, alone, or as many times as there are documents.',
  });

const documentSide = () => oneOrMoreDocuments().optional();

const requestSchema = () =>
  z.object({
    model: modelName().nullish(),
    queries: querySide(),
    documents: documentSide(),
    items: documentSide(),
    text_1: querySide(),
    text_2: documentSide(),
    data_1: querySide(),
    data_2: documentSide(),
  } satisfies Readonly<Record<Side | 'model', z.ZodType>>);

const ignored = [...engineFields, 'encoding_format'];

const pairList = pairs.map(([query, documents]) => `${query} with ${documents}`).join(', ');

/**
 * vLLM's score API: one query against each document, and the scores in the order of the documents. Its other form, as many
 * queries as documents, would be as many rankings, and is refused unless the queries are one and the same.
 */
export function createVllmScoreDialect(readFields: FieldReader): Dialect {
  const fieldsOfApi = ownFields(requestSchema);
  return {
    isDated: true,
    decode(body, context, target) {
      const { fields, verbatim } = readFields(body);
      const { own, read } = fieldsOfApi();
      refuseDestination(fields, own);
      const values = read(fields);
      const [queryField, documentsField] = pairOf(fields);
      const model = chooseModel(values.model, target, context);
      const { options, warnings } = readOptions(
        fields,
        { own, ignored },
        context.optionNames(model),
        context.dropUnknown,
      );
      const given = values[documentsField];
      const items = (Array.isArray(given) ? given : [given]) as readonly RerankDocument[];
      // Only what is called `documents` is ever left encoded.
      const encoded = documentsField === 'documents' ? verbatim : undefined;
      return {
        model,
        query: readQuery(values[queryField], queryField, items.length),
        documents: encoded === undefined ? readDocuments(items, documentsField) : items,
        verbatim: encoded,
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
  request: requestSchema(),
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
  ignored,
});

function pairOf(fields: ReadonlyMap<string, unknown>): (typeof pairs)[number] {
  const found = pairs.find((pair) => pair.every((name) => fields.has(name)));
  if (found !== undefined) return found;
  const half = pairs.find((pair) => pair.some((name) => fields.has(name)));
  const missing = half?.find((name) => !fields.has(name)) ?? 'text_1';
  throw fault(missing, `is required: what is scored comes in pairs, which are ${pairList}.`);
}

function readQuery(value: unknown, path: string, documents: number): string {
  if (!Array.isArray(value)) return contentToQuery(value, path);
  const [first, ...others] = value.map((query, place) => contentToQuery(query, `${path}.${place}`));
  if (first === undefined) throw fault(path, 'must not be empty.');
  if (others.some((other) => other !== first)) {
    throw fault(path, 'must be one query: several different ones are several requests.');
  }
  if (others.length > 0 && value.length !== documents) {
    throw fault(path, `must be one query, or as many as there are documents (${documents}), not ${value.length}.`);
  }
  return first;
}

const readDocuments = (items: readonly RerankDocument[], field: string): readonly RerankDocument[] =>
  items.map((item, place) => contentToDocument(item, `${field}.${place}`) as RerankDocument);

function encode({ id, createdAt: created, model, results, usage: reported }: Answer): string {
  const usage = toTokenUsage(reported);
  const data = results.map(({ index, relevanceScore }) => ({ index, object: 'score', score: relevanceScore }));
  data.sort((one, other) => one.index - other.index);
  return JSON.stringify({ id, object: 'list', created, model, data, ...(usage && { usage }) });
}
