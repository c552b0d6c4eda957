import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';
import type { DecodeContext, Dialect } from './dialect.ts';
import { asString, fault, isObject, kindOf } from './faults.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { type AnswerSpelling, answerSchemaOf, createListEncode } from './list-answer.ts';
import { chooseModel } from './model.ts';
import { membersOf, readNestedOptions } from './nested-options.ts';
import { ownFields } from './own-fields.ts';
import { createParsedDialect, type ParsedRequest } from './parsed.ts';
import { problemForm } from './problem-forms.ts';
import { anyObject, count, flag } from './values.ts';

const content = { anyOf: [{ type: 'string' }, { type: 'object', properties: { value: { type: 'string' } } }] };

const requestSchema = () =>
  z.object({
    query: z.unknown().meta({ ...content, description: 'A string or `{ type: "text", value }`.' }),
    input: z.unknown().meta({ description: 'A string, `{ type: "text" or "image", value }`, or an array of such.' }),
    top_n: count(),
    return_documents: flag(),
    task_settings: anyObject('`top_n`, `return_documents` and options of the model.').nullish(),
  });

const answer: AnswerSpelling = {
  results: 'rerank',
  score: 'relevance_score',
  document: 'text',
  echo: 'as-sent',
  envelope: () => ({ rerank: [] }),
};

const problem = problemForm(
  () => {
    const cause = { type: z.string(), reason: z.string() };
    return z.object({ error: z.object({ root_cause: z.array(z.object(cause)), ...cause }), status: z.int() });
  },
  ({ status, message }) => {
    const cause = { type: exceptions[status] ?? 'status_exception', reason: message };
    return { error: { root_cause: [cause], ...cause }, status };
  },
);

const exceptions: Readonly<Record<number, string>> = {
  400: 'illegal_argument_exception',
  401: 'security_exception',
  403: 'security_exception',
  404: 'resource_not_found_exception',
};

/** Elasticsearch's inference API, task `rerank`: elastic.co/docs/api/doc/elasticsearch/operation/operation-inference-rerank. */
export const createElasticsearchDialect = (): Dialect =>
  createParsedDialect({
    // Its clients refuse to talk to anything else.
    headers: ['x-elastic-product', 'Elasticsearch'],
    requestSchema,
    problem,
    readModel: (_, target, context) => chooseModel(undefined, target, context),
    read,
    encode: createListEncode(answer),
    spell: spellDocuments('input'),
  });

export const elasticsearchSchemas = (): Schemas => ({
  request: requestSchema(),
  response: answerSchemaOf(answer),
  problem: problem.schema(),
  ignored: [],
});

type Values = z.infer<ReturnType<typeof requestSchema>>;

function read(
  { query, input, top_n, return_documents, task_settings }: Values,
  model: string,
  context: DecodeContext,
): ParsedRequest {
  const members = membersOf(task_settings, settingsName);
  const settings = settingsFields();
  const options = readNestedOptions(members, { ...settingsRules, own: settings.own }, model, context);
  const within = settings.read(members);
  const items = Array.isArray(input) ? input : [input];
  const documents = items.map((item, index) => toDocument(item, Array.isArray(input) ? `input.${index}` : 'input'));
  return {
    query: readQuery(query),
    documents,
    // An image has no text to give back.
    originals: documents.map((document) => (typeof document === 'string' ? document : '')),
    topN: (top_n ?? within.top_n) || undefined,
    returnDocuments: return_documents ?? within.return_documents ?? true,
    options,
  };
}

const settingsFields = ownFields(() => z.object({ top_n: count(), return_documents: flag() }));
const settingsName = 'task_settings';
const settingsRules = { name: settingsName, within: settingsName, ignored: [], leavesOutUnknown: true };

function readQuery(value: unknown): string {
  if (!isObject(value)) return asString(value, 'query');
  if ((value['type'] ?? 'text') !== 'text') throw fault('query.type', 'must be "text".');
  return asString(value['value'], 'query.value');
}

function toDocument(value: unknown, path: string): RerankDocument {
  if (typeof value === 'string') return value;
  if (value === undefined) throw fault(path, 'is required and must be a string, an object, or an array of such.');
  if (!isObject(value)) throw fault(path, `must be a string or an object, not ${kindOf(value)}.`);
  const content = asString(value['value'], `${path}.value`);
  switch (value['type'] ?? 'text') {
    case 'text':
      return content;
    case 'image':
      return { image: content };
    default:
      throw fault(`${path}.type`, 'must be "text" or "image".');
  }
}
