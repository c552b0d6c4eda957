import type { RerankDocument } from '@openrerank/core';
import { RerankError } from '@openrerank/core';
import * as z from 'zod';
import type { Answer, DecodeContext, Dialect } from './dialect.ts';
import { asObject, asString, fault } from './faults.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { membersOf, type NestedRules, readNestedOptions } from './nested-options.ts';
import { createParsedDialect, type ParsedRequest } from './parsed.ts';
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
const modelFields = 'additionalModelRequestFields';
const additionalRules: NestedRules = {
  name: modelFields,
  within: `${configuration}.modelConfiguration.${modelFields}`,
  own: new Set(),
  ignored: [],
  leavesOutUnknown: true,
};
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
export const createBedrockDialect = (): Dialect =>
  createParsedDialect({ requestSchema, problem, readModel, read, encode, spell });

export const bedrockSchemas = (): Schemas => ({
  request: requestSchema(),
  response: responseSchema(),
  problem: problem.schema(),
  ignored: [],
});

type Values = z.infer<ReturnType<typeof requestSchema>>;

const settingsOf = ({ rerankingConfiguration }: Values) =>
  asObject(rerankingConfiguration['bedrockRerankingConfiguration'], configuration);

const ofModel = (values: Values) =>
  asObject(settingsOf(values)['modelConfiguration'], `${configuration}.modelConfiguration`);

function readModel(values: Values, _target: unknown, { optionNames }: DecodeContext): string {
  const path = `${configuration}.modelConfiguration.modelArn`;
  const value = ofModel(values)['modelArn'];
  if (typeof value !== 'string') throw fault(path, arnMust({ input: value ?? undefined }));
  const isArn = value.startsWith('arn:') && value.includes('/');
  const model = isArn ? value.slice(value.indexOf('/') + 1) : value;
  try {
    // Asked here, where it is known what the model was called.
    optionNames(model);
  } catch (error) {
    if (!(error instanceof RerankError)) throw error;
    const issues = error.details.issues?.map(({ problem }) => ({ path, problem }));
    throw new RerankError(error.code, error.message, { ...error.details, issues });
  }
  return model;
}

function read(values: Values, model: string, context: DecodeContext): ParsedRequest {
  const additional = membersOf(ofModel(values)[modelFields], additionalRules.within);
  return {
    query: readQuery(values.queries),
    documents: values.sources.map(toDocument),
    topN: readCount(settingsOf(values)['numberOfResults']),
    returnDocuments: false,
    options: readNestedOptions(additional, additionalRules, model, context),
  };
}

/** Of a document ours to name is the text alone. */
function spell(path: string): string {
  if (path === 'query') return 'queries.0.textQuery.text';
  const ofSource = spellDocuments('sources')(path);
  return ofSource.replace(/^(sources\.\d+)(?:\.text)?$/, '$1.inlineDocumentSource.textDocument.text');
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

function encode({ results }: Answer): string {
  return JSON.stringify({ results: results.map(({ index, relevanceScore }) => ({ index, relevanceScore })) });
}
