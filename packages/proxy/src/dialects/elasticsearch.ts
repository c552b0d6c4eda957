import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';
import type { OptionNames } from '../option-names.ts';
import { type CheckOf, createCheck, refuseDestination } from './check.ts';
import { asObject, asString, fault, isObject, kindOf } from './checks.ts';
import type { DecodeContext, DecodedRequest, Dialect, RequestBody, RequestTarget } from './dialect.ts';
import { readByParsing } from './fields.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { type AnswerSpelling, answerSchemaOf, createListEncode } from './list-answer.ts';
import { chooseModel } from './model.ts';
import { nestedFields } from './nested-fields.ts';
import { readOptions } from './options.ts';
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
export function createElasticsearchDialect(): Dialect {
  const check = createCheck(requestSchema);
  return {
    // Its clients refuse to talk to anything else.
    headers: ['x-elastic-product', 'Elasticsearch'],
    decode: (body, context, target) => decode(body, context, target, check()),
    encode: createListEncode(answer),
    encodeProblem: problem.encode,
    spell: spellDocuments('input'),
  };
}

export const elasticsearchSchemas = (): Schemas => ({
  request: requestSchema(),
  response: answerSchemaOf(answer),
  problem: problem.schema(),
  ignored: [],
});

function decode(
  body: RequestBody,
  context: DecodeContext,
  target: RequestTarget | undefined,
  { own, read }: CheckOf<typeof requestSchema>,
): DecodedRequest {
  const { fields } = readByParsing(body);
  refuseDestination(fields);
  const { query, input, top_n, return_documents, task_settings } = read(fields);
  const model = chooseModel(undefined, target, context);
  const optionNames = context.optionNames(model);
  const beside = readOptions(fields, { own, ignored: [] }, optionNames, context.dropUnknown);
  const settings = readSettings(task_settings ?? {}, optionNames, context.dropUnknown);
  const items = Array.isArray(input) ? input : [input];
  const documents = items.map((item, index) => toDocument(item, Array.isArray(input) ? `input.${index}` : 'input'));
  return {
    model,
    query: readQuery(query),
    documents,
    // An image has no text to give back.
    originals: documents.map((document) => (typeof document === 'string' ? document : '')),
    topN: (top_n ?? settings.topN) || undefined,
    returnDocuments: return_documents ?? settings.returnDocuments ?? true,
    options: { ...settings.options, ...beside.options },
    warnings: beside.warnings,
  };
}

const settingsCheck = createCheck(() => z.object({ top_n: count(), return_documents: flag() }));
const within = 'task_settings.';

function readSettings(settings: Readonly<Record<string, unknown>>, optionNames: OptionNames, dropUnknown: boolean) {
  const fields = nestedFields(settings);
  refuseDestination(fields, within);
  const { own, read } = settingsCheck();
  const { top_n, return_documents } = read(fields);
  const { options } = readOptions(fields, { own, ignored: [], within }, optionNames, dropUnknown);
  return { topN: top_n, returnDocuments: return_documents, options };
}

function readQuery(value: unknown): string {
  if (!isObject(value)) return asString(value, 'query');
  if ((value['type'] ?? 'text') !== 'text') throw fault('query.type', 'must be "text".');
  return asString(value['value'], 'query.value');
}

function toDocument(value: unknown, path: string): RerankDocument {
  if (typeof value === 'string') return value;
  if (value === undefined) throw fault(path, 'is required and must be a string, an object, or an array of such.');
  if (!isObject(value)) throw fault(path, `must be a string or an object, not ${kindOf(value)}.`);
  const content = asString(asObject(value, path)['value'], `${path}.value`);
  switch (value['type'] ?? 'text') {
    case 'text':
      return content;
    case 'image':
      return { image: content };
    default:
      throw fault(`${path}.type`, 'must be "text" or "image".');
  }
}
