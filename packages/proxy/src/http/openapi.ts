import * as z from 'zod';
import type { Ingress } from '../dialects/ingress.ts';
import type { Schemas } from '../dialects/list.ts';
import type { Group } from '../routing/targets.ts';

export interface OpenApiOptions {
  readonly groups: readonly Group[];
  readonly ingresses: readonly Ingress[];
  readonly hasMasterKey: boolean;
}

const refusals: Readonly<Record<string, string>> = {
  400: 'The request is at fault; the message names the field. Also where the upstream refuses it.',
  401: "The key is missing or wrong, or the upstream refuses the proxy's own.",
  413: 'The body is too large.',
  415: 'The body is not plain JSON.',
  429: 'The upstream limits the rate. `retry-after` says for how long.',
  502: 'The upstream cannot be reached or answered something that is not a ranking.',
  503: 'The upstream is not available, or the proxy is shutting down.',
  504: 'The upstream did not answer in time.',
};

/** The OpenAPI 3.1 document, from the very schemas that requests are checked and answers are tested with. */
export function openApiDocument({ groups, ingresses, hasMasterKey }: OpenApiOptions) {
  const security = hasMasterKey ? [{ bearer: [] }, { apiKey: [] }] : [];
  const get = (summary: string, isGuarded: boolean) => ({
    get: {
      summary,
      tags: ['operation'],
      security: isGuarded ? security : [],
      responses: { 200: { description: 'As JSON.' }, ...(isGuarded && problems('Problem', '401')) },
    },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'OpenRerank proxy', version: '1', description: describeModels(groups) },
    paths: {
      ...rerankPaths(ingresses, security),
      '/v1/models': get('The models that can be asked', true),
      '/models': get('The models that can be asked', true),
      '/health': get('Asks every deployment for a small ranking', true),
      '/health/liveliness': get('Whether the process runs', false),
      '/health/liveness': get('Whether the process runs', false),
      '/health/readiness': get('Whether requests are taken', false),
    },
    components: {
      schemas: Object.assign({}, ...ingresses.map(({ name, schemas }) => componentsOf(name, schemas()))),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  };
}

function rerankPaths(ingresses: readonly Ingress[], security: readonly object[]) {
  const operation = (path: string, { name, title }: Ingress) => ({
    post: {
      operationId: ['rerank', ...(path.replace(/\/rerank$/, '').match(/\w+/g) ?? [])].join('_'),
      summary: `Rank documents by their relevance to a query (${title})`,
      tags: ['rerank'],
      security,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
        name: parameter,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      requestBody: { required: true, content: jsonContent(requestOf(name)) },
      responses: {
        200: { description: 'The ranking.', content: jsonContent(responseOf(name)) },
        ...problems(problemOf(name), ...Object.keys(refusals)),
      },
    },
  });
  return Object.fromEntries(
    ingresses.flatMap((ingress) => ingress.paths.map((path) => [path, operation(path, ingress)] as const)),
  );
}

/** Of the proxy's own dialect, whose schemas need no prefix. */
const own = 'Rerank';
const requestOf = (name: string) => `${name}Request`;
const responseOf = (name: string) => `${name}Response`;
const problemOf = (name: string) => (name === own ? 'Problem' : `${name}Problem`);

const componentsOf = (name: string, schemas: Schemas) => ({
  [requestOf(name)]: requestJsonSchema(schemas),
  [responseOf(name)]: toJsonSchema(schemas.response),
  [problemOf(name)]: toJsonSchema(schemas.problem),
});

function requestJsonSchema({ request, ignored }: Schemas) {
  const { properties, ...schema } = toJsonSchema(request);
  const withoutEffect = ignored.map((name) => [
    name,
    { description: 'Accepted without effect where the model has no such option.' },
  ]);
  return {
    ...schema,
    properties: { ...properties, ...Object.fromEntries(withoutEffect) },
    additionalProperties: true,
    description: "Options of the model's provider stand at the top level too. null in an optional field means absent.",
  };
}

function toJsonSchema(schema: z.ZodType) {
  // Lists are not looked into, and their schemas are given by hand.
  const { $schema, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return rest;
}

const jsonContent = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });

const problems = (schema: string, ...statuses: string[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { description: refusals[status], content: jsonContent(schema) }]),
  );

function describeModels(groups: readonly Group[]): string {
  const lines = groups.map(
    ({ name, optionNames }) => `- \`${name}\`; options: ${[...optionNames].join(', ') || 'none'}`,
  );
  return ['Rerank with the clients of nearly any rerank API. Models:', '', ...lines].join('\n');
}
