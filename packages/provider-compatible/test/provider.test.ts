import { readdirSync, readFileSync } from 'node:fs';
import {
  type BuildInput,
  createRegistry,
  type EncodedRequest,
  type HttpEndpoint,
  type Transport,
} from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { compatible } from '../src/index.ts';

interface Fixture {
  readonly source: string;
  readonly input: BuildInput;
  readonly request: unknown;
  readonly response: unknown;
  readonly result: unknown;
}
const folder = new URL('fixtures/', import.meta.url);
const fixtures = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(new URL(`${name}/case.json`, folder), 'utf8')) as Fixture] as const,
);
const endpoint = compatible.definition.endpoints['rerank'] as HttpEndpoint;

describe.each(fixtures)('%s', (_name, { source, input, request, response, result }) => {
  it(`is asked and read as its documentation says (${source})`, () => {
    expect(endpoint.buildRequest(input)).toEqual(request);
    expect(endpoint.parseResponse(response, input)).toEqual(result);
  });
});

describe('compatible', () => {
  const answer = { id: 'x', results: [{ index: 1, relevance_score: 0.9 }], meta: {} };
  const sent: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    return { status: 200, headers: { 'x-request-id': 'r1' }, body: JSON.stringify(answer) };
  };
  const rerank = (options: Record<string, unknown> = {}, provider = compatible({ baseUrl: 'http://h', apiKey: 'k' })) =>
    createRegistry({ providers: [provider], transport })
      .model('compatible/m')
      .rerank({ query: 'q', documents: ['a', 'b'], topN: 1, options });

  it('takes the topN results that the server cut to, and its request id', async () => {
    const { results, meta } = await rerank();
    expect(results).toEqual([{ index: 1, relevanceScore: 0.9, document: 'b' }]);
    expect(meta).toMatchObject({ upstreamRequestId: 'r1', scoreScale: 'unknown' });
    expect(sent.at(-1)?.headers['authorization']).toBe('Bearer k');
  });

  it('passes options of the server on, at the top level', async () => {
    await rerank({ truncate: 'END' });
    expect(JSON.parse(sent.at(-1)?.body as string)).toMatchObject({ truncate: 'END', top_n: 1 });
  });

  it('asks for a model whose name begins like a vendor by its whole name', async () => {
    const registry = createRegistry({ providers: [compatible({ baseUrl: 'http://h' })] });
    const modelOf = async (id: 'compatible/cohere/x' | 'compatible/rerank/rerank/x') => {
      const { parts } = await registry.model(id).plan({ query: 'q', documents: ['a'] });
      return (parts[0]!.request!.body as { readonly model: string }).model;
    };
    expect(await modelOf('compatible/cohere/x')).toBe('cohere/x');
    expect(await modelOf('compatible/rerank/rerank/x')).toBe('rerank/x');
  });

  it('needs no key, but a base URL', async () => {
    await rerank({}, compatible({ baseUrl: 'http://h' }));
    expect(sent.at(-1)?.headers['authorization']).toBeUndefined();
    await expect(rerank({}, compatible())).rejects.toThrow('No base URL for "compatible": pass baseUrl.');
  });

  it.each(['model', 'documents', 'api_key'])('does not take %s for an option', async (name) => {
    await expect(rerank({ [name]: 'x' })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(`options.${name}: is a field of the call, not an option`),
    });
  });
});
