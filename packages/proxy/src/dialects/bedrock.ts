import type { RerankDocument } from '@openrerank/core';
import { RerankError } from '@openrerank/core';
import * as z from 'zod';
import type { OptionNames } from '../option-names.ts';
import { type CheckOf, createCheck, refuseDestination } from './check.ts';
import { asObject, asString, fault } from './checks.ts';
import type { Answer, DecodeContext, DecodedRequest, Dialect, RequestBody } from './dialect.ts';
import { readByParsing } from './fields.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { nestedFields } from './nested-fields.ts';
import { readOptions } from './options.ts';
import { problemForm } from './problem-forms.ts';
import { anyObject, count, list, must } from './values.ts';

const requestSchema = () =>
  z.object({
    queries: list({ type: 'object' }, 'One `{ type: "TEXT", textQuery: { text } }`.'),
    sources: list(
      { type: 'object' },
      'Each `{ type: "INLINE", inlineDocumentSource }` with a `textDocument` or a `jsonDocument`, which is ranked by its JSON.',
    ),
    rerankingConfiguration: anyObject(
      '`bedrockRerankingConfiguration` with `modelConfiguration.modelArn`, whose part after the first slash is a model name from GET /v1/models, and `numberOfResults`.',
    ),
  });

const responseSchema = () =>
  z.object({ results: z.array(z.object({ index: z.int().min(0), relevanceScore: z.number() })) });

const configuration = 'rerankingConfiguration.bedrockRerankingConfiguration';
const countSchema = count();
const arnMust = must('an ARN or a model name from GET /v1/models').error;

/** The names of the service's exceptions. The SDK reads `__type`, the AI SDK `type`. */
const problem = problemForm(
  () => z.object({ message: z.string(), type: z.string(), __type: z.string() }),
  ({ status, message }) => {
    const type = exceptions[status] ?? (status < 500 ? 'ValidationException' : 'DependencyFailedException');
    return { message, type, __type: type };
  },
);

const exceptions: Readonly<Record<number, string>> = {
  401: 'AccessDeniedException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  410: 'ResourceNotFoundException',
  429: 'ThrottlingException',
  500: 'InternalServerException',
  502: 'BadGatewayException',
};

/** Rerank of Amazon Bedrock's agent runtime: docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Rerank.html. All results come in one page. */
export function createBedrockDialect(): Dialect {
  const check = createCheck(requestSchema);
  return {
    decode: (body, context) => decode(body, context, check()),
    encode,
    encodeProblem: problem.encode,
    spell: (path) => (path === 'query' ? 'queries.0.textQuery.text' : spellDocuments('sources')(path)),
  };
}

export const bedrockSchemas = (): Schemas => ({
  request: requestSchema(),
  response: responseSchema(),
  problem: problem.schema(),
  ignored: [],
});

function decode(
  body: RequestBody,
  context: DecodeContext,
  { own, read }: CheckOf<typeof requestSchema>,
): DecodedRequest {
  const { fields } = readByParsing(body);
  refuseDestination(fields);
  const { queries, sources, rerankingConfiguration } = read(fields);
  const settings = asObject(rerankingConfiguration['bedrockRerankingConfiguration'], configuration);
  const ofModel = asObject(settings['modelConfiguration'], `${configuration}.modelConfiguration`);
  const { model, optionNames } = readModel(ofModel['modelArn'], context);
  const beside = readOptions(fields, { own, ignored: [] }, optionNames, context.dropUnknown);
  const additional = readAdditional(ofModel['additionalModelRequestFields'], optionNames, context.dropUnknown);
  return {
    model,
    query: readQuery(queries),
    documents: sources.map(toDocument),
    topN: readCount(settings['numberOfResults']),
    returnDocuments: false,
    options: { ...beside.options, ...additional },
    warnings: beside.warnings,
  };
}

function readModel(value: unknown, { optionNames }: DecodeContext) {
  const path = `${configuration}.modelConfiguration.modelArn`;
  if (typeof value !== 'string') throw fault(path, arnMust({ input: value ?? undefined }));
  const isArn = value.startsWith('arn:') && value.includes('/');
  const model = isArn ? value.slice(value.indexOf('/') + 1) : value;
  try {
    return { model, optionNames: optionNames(model) };
  } catch (error) {
    if (!(error instanceof RerankError)) throw error;
    throw new RerankError(error.code, error.message, { ...error.details, issues: [{ path, message: error.message }] });
  }
}

function readQuery(queries: readonly unknown[]): string {
  if (queries.length !== 1) throw fault('queries', `must hold one query, not ${queries.length}.`);
  const query = asObject(queries[0], 'queries.0');
  return asString(asObject(query['textQuery'], 'queries.0.textQuery')['text'], 'queries.0.textQuery.text');
}

function toDocument(value: unknown, index: number): RerankDocument {
  const path = `sources.${index}.inlineDocumentSource`;
  const source = asObject(asObject(value, `sources.${index}`)['inlineDocumentSource'], path);
  const { jsonDocument } = source;
  if (jsonDocument === undefined || jsonDocument === null) {
    return asString(asObject(source['textDocument'], `${path}.textDocument`)['text'], `${path}.textDocument.text`);
  }
  return typeof jsonDocument === 'string' ? jsonDocument : JSON.stringify(jsonDocument);
}

function readCount(value: unknown): number | undefined {
  const { data, error } = countSchema.safeParse(value ?? undefined);
  if (error === undefined) return data || undefined;
  throw fault(`${configuration}.numberOfResults`, error.issues[0]?.message ?? '');
}

function readAdditional(
  value: unknown,
  optionNames: OptionNames,
  dropUnknown: boolean,
): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  const path = `${configuration}.modelConfiguration.additionalModelRequestFields`;
  const fields = nestedFields(asObject(value, path));
  refuseDestination(fields, `${path}.`);
  return readOptions(fields, { own: none, ignored: [], within: `${path}.` }, optionNames, dropUnknown).options;
}

const none: ReadonlySet<string> = new Set();

function encode({ results }: Answer): string {
  return JSON.stringify({ results: results.map(({ index, relevanceScore }) => ({ index, relevanceScore })) });
}
