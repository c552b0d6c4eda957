import * as z from 'zod';
import { problemSchema } from '../dialects/cohere.ts';
import { responseSchema } from '../dialects/cohere-encode.ts';
import { ignoredFields, requestSchema } from '../dialects/cohere-fields.ts';
import type { Group } from '../routing/targets.ts';

export interface OpenApiOptions {
  readonly groups: readonly Group[];
  readonly rerankPaths: readonly string[];
  readonly hasMasterKey: boolean;
}

const refusals: Readonly<Record<string, string>> = {
  400: 'The request is at fault; `error.param` names the field. Also where the upstream refuses it.',
  401: "The key is missing or wrong, or the upstream refuses the proxy's own.",
  413: 'The body is too large.',
  415: 'The body is not plain JSON.',
  429: 'The upstream limits the rate. `retry-after` says for how long.',
  502: 'The upstream cannot be reached or answered something that is not a ranking.',
  503: 'The upstream is not available, or the proxy is shutting down.',
  504: 'The upstream did not answer in time.',
};

/** The OpenAPI 3.1 document, from the very schemas that requests are checked and answers are typed with. */
export function openApiDocument({ groups, rerankPaths, hasMasterKey }: OpenApiOptions) {
  const security = hasMasterKey ? [{ bearer: [] }, { apiKey: [] }] : [];
  const rerank = (path: string) => ({
    post: {
      operationId: `rerank${path.replace(/\/rerank$/, '').replace('/', '_')}`,
      summary: 'Rank documents by their relevance to a query',
      tags: ['rerank'],
      security,
      requestBody: { required: true, content: jsonContent('RerankRequest') },
      responses: {
        200: { description: 'The ranking, best first.', content: jsonContent('RerankResponse') },
        ...problems(...Object.keys(refusals)),
      },
    },
  });
  const get = (summary: string, isGuarded: boolean) => ({
    get: {
      summary,
      tags: ['operation'],
      security: isGuarded ? security : [],
      responses: { 200: { description: 'As JSON.' }, ...(isGuarded && problems('401')) },
    },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'OpenRerank proxy', version: '1', description: describeModels(groups) },
    paths: {
      ...Object.fromEntries(rerankPaths.map((path) => [path, rerank(path)])),
      '/v1/models': get('The models that can be asked', true),
      '/models': get('The models that can be asked', true),
      '/health': get('Asks every deployment for a small ranking', true),
      '/health/liveliness': get('Whether the process runs', false),
      '/health/liveness': get('Whether the process runs', false),
      '/health/readiness': get('Whether requests are taken', false),
    },
    components: {
      schemas: {
        RerankRequest: requestJsonSchema(),
        RerankResponse: toJsonSchema(responseSchema),
        Problem: toJsonSchema(problemSchema),
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  };
}

function requestJsonSchema() {
  const { properties, ...schema } = toJsonSchema(requestSchema);
  const ignored = ignoredFields.map((name) => [
    name,
    { description: 'Accepted without effect where the model has no such option; `meta.warnings` says so.' },
  ]);
  return {
    ...schema,
    properties: { ...properties, ...Object.fromEntries(ignored) },
    additionalProperties: true,
    description: "Options of the model's provider stand at the top level too. null in an optional field means absent.",
  };
}

function toJsonSchema(schema: z.ZodType) {
  // Documents are not looked into, and their schema is given by hand.
  const { $schema, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return rest;
}

const jsonContent = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });

const problems = (...statuses: string[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { description: refusals[status], content: jsonContent('Problem') }]),
  );

function describeModels(groups: readonly Group[]): string {
  const lines = groups.map(
    ({ name, optionNames }) => `- \`${name}\`; options: ${[...optionNames].join(', ') || 'none'}`,
  );
  return ['Rerank with the clients of Cohere, the AI SDK or LiteLLM. Models:', '', ...lines].join('\n');
}
