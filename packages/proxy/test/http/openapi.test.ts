import { describe, expect, it } from 'vitest';
import { createIngresses } from '../../src/dialects/ingress.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { createGroups } from '../../src/routing/targets.ts';
import { buildConfig } from '../support/config.ts';
import { upstream } from '../support/upstream.ts';

const groups = [
  ...createGroups(
    buildConfig({ models: { m: [{ id: 'a' }] } }),
    upstream(() => ({})),
  ).values(),
];
const ingresses = createIngresses();
const document = openApiDocument({ groups, ingresses, hasMasterKey: true });

const pathOf = ({ paths }: { readonly paths: object }, path: string) =>
  (paths as Readonly<Record<string, unknown>>)[path];

describe('openApiDocument', () => {
  it('describes every rerank route under its own name', () => {
    const paths = document.paths as Record<string, { post?: { operationId: string } }>;
    expect(['/rerank', '/v1/rerank', '/v2/rerank'].map((path) => paths[path]?.post?.operationId)).toEqual([
      'rerank',
      'rerank_v1',
      'rerank_v2',
    ]);
  });

  it('has an operation of its own for each route of each dialect, with what its path holds', () => {
    const operations = ingresses.flatMap(({ paths }) =>
      paths.map((path) => (pathOf(document, path) as { post: { operationId: string; parameters: unknown[] } }).post),
    );
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(pathOf(document, '/tei/{model}/rerank')).toMatchObject({
      post: { parameters: [{ name: 'model', in: 'path', required: true }] },
    });
    expect(document.components.schemas).toMatchObject({
      TeiResponse: { type: 'array' },
      NimRequest: { type: 'object' },
    });
  });

  it('takes the request from the schema that checks it', () => {
    const { RerankRequest } = document.components.schemas as unknown as Record<
      string,
      { required: string[]; properties: Record<string, unknown> }
    >;
    expect(RerankRequest?.required).toEqual(['model', 'query', 'documents']);
    expect(RerankRequest?.properties['documents']).toMatchObject({ type: 'array', minItems: 1 });
    expect(RerankRequest?.properties['top_n']).toMatchObject({
      anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }],
    });
    expect(Object.keys(RerankRequest?.properties ?? {})).toContain('rank_fields');
  });

  it('has both of the dialects that share a path', () => {
    const { RerankV1Request, RerankV1Response, VllmScoreRequest } = document.components.schemas as unknown as Record<
      string,
      { anyOf: { properties: object }[]; properties: object }
    >;
    const [cohere, voyage] = RerankV1Request?.anyOf ?? [];
    expect(cohere?.properties).toHaveProperty('top_n');
    expect(voyage?.properties).toHaveProperty('truncation');
    expect(RerankV1Response?.anyOf.map(({ properties }) => Object.keys(properties))).toEqual([
      expect.arrayContaining(['results']),
      expect.arrayContaining(['data']),
    ]);
    expect(Object.keys(VllmScoreRequest?.properties ?? {})).toEqual(
      expect.arrayContaining([
        'queries',
        'documents',
        'items',
        'text_1',
        'text_2',
        'data_1',
        'data_2',
        'encoding_format',
      ]),
    );
  });

  it('tells which options each model takes', () => {
    expect(document.info.description).toContain('- `m`; options: truncate, mode');
  });

  it('asks for a key only where there is one', () => {
    expect(document.paths['/health/readiness']).toMatchObject({ get: { security: [] } });
    expect(pathOf(document, '/rerank')).toMatchObject({ post: { security: [{ bearer: [] }, { apiKey: [] }] } });
    const open = openApiDocument({ groups, ingresses, hasMasterKey: false });
    expect(pathOf(open, '/rerank')).toMatchObject({ post: { security: [] } });
  });

  it('refers only to what it holds', () => {
    const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(new Set(referred)).toEqual(new Set(Object.keys(document.components.schemas)));
  });
});
