import { bodyBytes, createRegistry, type EncodedRequest, encodedDocuments, type Transport } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { compatible } from '../src/index.ts';

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
    expect(meta).toMatchObject({ upstreamRequestId: 'r1', scoreScale: { kind: 'unknown' } });
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
    await expect(rerank({}, compatible())).rejects.toThrow('baseUrl is not known for "compatible": pass baseUrl.');
  });

  it.each(['model', 'documents', 'texts', 'api_key'])('does not take %s for an option', async (name) => {
    await expect(rerank({ [name]: 'x' })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(`options.${name}: is a field of the call, not an option`),
    });
  });

  it('sends documents that are still JSON as the bytes that they are', async () => {
    const bytes = new TextEncoder().encode('"\\u0061","b"');
    const documents = encodedDocuments({ source: { bytes }, spans: Uint32Array.of(0, 8, 9, 12) });
    const registry = createRegistry({ providers: [compatible({ baseUrl: 'http://h' })], transport });
    await registry.model('compatible/m').rerank({ query: 'q', documents, topN: 1 });
    const body = sent.at(-1)?.body;
    expect(String(Buffer.from(bodyBytes(body) as Uint8Array))).toContain('"documents":["\\u0061","b"]');
  });

  it('splits for a TEI server, and for no other', async () => {
    const documents = Array.from({ length: 33 }, () => 'a');
    const registry = createRegistry({ providers: [compatible({ baseUrl: 'http://h' })] });
    const requestsTo = async (id: 'compatible/tei/m' | 'compatible/m') =>
      (await registry.model(id).plan({ query: 'q', documents })).parts.length;
    expect([await requestsTo('compatible/tei/m'), await requestsTo('compatible/m')]).toEqual([2, 1]);
  });

  it('finds the route of a TEI server where its OpenAI routes are the base URL', async () => {
    for (const baseUrl of ['http://h', 'http://h/v1', 'http://h/rerank']) {
      const registry = createRegistry({ providers: [compatible({ baseUrl })] });
      const { parts } = await registry.model('compatible/tei/m').plan({ query: 'q', documents: ['a'] });
      expect(parts[0]!.request!.url).toBe('http://h/rerank');
    }
  });

  it.each([
    ['overloaded', 'rate_limited'],
    ['Backend', 'unavailable'],
    ['Validation', 'rejected'],
  ])('reads an error of a TEI server, of type %s, that a gateway answers with 200', async (error_type, code) => {
    const body = JSON.stringify({ error: 'no', error_type });
    const registry = createRegistry({
      providers: [compatible({ baseUrl: 'http://h' })],
      transport: async () => ({ status: 200, headers: {}, body }),
    });
    await expect(registry.model('compatible/tei/m').rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
      code,
    });
  });

  it('names the common options, and says that there may be others', () => {
    const { optionNames, openOptions } = compatible.definition;
    expect(optionNames).toContain('truncate');
    expect(openOptions).toBe(true);
  });

  it('passes on what the server warns of, where it is text', async () => {
    const endpoint = compatible.definition.endpoints['rerank'];
    const warnings = (meta: unknown) =>
      endpoint && 'parseResponse' in endpoint
        ? endpoint.parseResponse({ results: [], meta }, {} as never).warnings
        : undefined;
    expect(warnings({ warnings: ['slow', 7] })).toEqual([{ code: 'other', message: 'slow' }]);
    expect(warnings({ warnings: null })).toBeUndefined();
    expect(warnings(undefined)).toBeUndefined();
  });
});
