import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';
import type { Answer, Dialect } from './dialect.ts';
import { asObject, asString, fault } from './faults.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { chooseModel } from './model.ts';
import { createParsedDialect, type ParsedRequest } from './parsed.ts';
import { problemForm } from './problem-forms.ts';
import { toRpcStatus } from './rpc-status.ts';
import { anyObject, flag, list, modelName, text } from './values.ts';

const wholeNumber = () => z.int('must be an integer; all results come when it is 0, negative or absent.').nullish();

const requestSchema = () =>
  z.object({
    model: modelName().nullish(),
    query: text(),
    records: list(
      {
        type: 'object',
        properties: { id: { type: 'string' }, title: { type: 'string' }, content: { type: 'string' } },
      },
      'Each with a title, a content, or both; the title is ranked as the first line.',
    ),
    topN: wholeNumber(),
    ignoreRecordDetailsInResponse: flag(),
    userLabels: anyObject('Accepted without effect.').nullish(),
    // Google's JSON takes the names of its protocol buffers as well.
    top_n: wholeNumber(),
    ignore_record_details_in_response: flag(),
    user_labels: anyObject('Accepted without effect.').nullish(),
  });

const responseSchema = () =>
  z.object({
    records: z.array(
      z.object({
        id: z.unknown().optional(),
        title: z.string().optional(),
        content: z.string().optional(),
        score: z.number(),
      }),
    ),
  });

/** google.rpc.Status in JSON: cloud.google.com/apis/design/errors. */
const problem = problemForm(
  () => z.object({ error: z.object({ code: z.int(), message: z.string(), status: z.string() }) }),
  ({ status, message }) => ({ error: { code: status, message, status: toRpcStatus(status) } }),
);

/** The ranking API of Vertex AI Search: cloud.google.com/generative-ai-app-builder/docs/reference/rest/v1/projects.locations.rankingConfigs/rank. Scores are not rounded. */
export const createVertexDialect = (): Dialect =>
  createParsedDialect({
    requestSchema,
    problem,
    readModel: ({ model }, target, context) => chooseModel(model, target, context),
    read,
    encode,
    spell: spellDocuments('records'),
  });

export const vertexSchemas = (): Schemas => ({
  request: requestSchema(),
  response: responseSchema(),
  problem: problem.schema(),
  ignored: [],
});

function read(values: z.infer<ReturnType<typeof requestSchema>>): ParsedRequest {
  const topN = values.topN ?? values.top_n ?? 0;
  return {
    query: values.query,
    documents: values.records.map(toDocument),
    originals: values.records,
    topN: topN > 0 ? topN : undefined,
    returnDocuments: !(values.ignoreRecordDetailsInResponse ?? values.ignore_record_details_in_response ?? false),
  };
}

function toDocument(value: unknown, index: number): RerankDocument {
  const path = `records.${index}`;
  const record = asObject(value, path);
  const parts = (['title', 'content'] as const).flatMap((name) => {
    const part = record[name] ?? '';
    return part === '' ? [] : [asString(part, `${path}.${name}`)];
  });
  if (parts.length === 0) throw fault(path, 'must have a title, a content, or both.');
  return parts.join('\n');
}

function encode({ results, originals, returnDocuments }: Answer): string {
  const records = results.map(({ index, relevanceScore: score }) => {
    const { id, title, content } = (originals?.[index] ?? {}) as Readonly<Record<string, unknown>>;
    return returnDocuments ? { id, title, content, score } : { id, score };
  });
  return JSON.stringify({ records });
}
