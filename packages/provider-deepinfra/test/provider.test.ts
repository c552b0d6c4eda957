import { bodyBytes, createRegistry, type EncodedRequest, encodedDocuments, type Transport } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { deepinfra } from '../src/index.ts';
import { inferenceUrl } from '../src/url.ts';
import { parseAnswer } from '../src/wire.ts';

const env = { DEEPINFRA_API_KEY: 'di-key' };

/** Scores document `i` of each request with a hundredth of `i`, and bills a token for each. */
function open(settings: Parameters<typeof deepinfra>[0] = {}) {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const { documents } = bodyOf(request) as { documents: string[] };
    const scores = documents.map((_, index) => index / 10_000);
    const body = JSON.stringify({ scores, input_tokens: documents.length, inference_status: { cost: 0.5 } });
    return { status: 200, headers: { 'x-request-id': 'r1' }, body };
  };
  return {
    requests,
    model: createRegistry({ providers: [deepinfra(settings)], transport, env }).resolve('deepinfra/a/b'),
  };
}

const bodyOf = ({ body }: EncodedRequest) => JSON.parse(String(Buffer.from(bodyBytes(body) as Uint8Array)));

describe('a request', () => {
  test('holds the query once, however many documents there are', async () => {
    const { model, requests } = open();
    await model.rerank({ query: 'q', documents: ['a', 'b', 'c'] });
    expect(bodyOf(requests[0]!)).toStrictEqual({ queries: ['q'], documents: ['a', 'b', 'c'] });
    expect(requests[0]!.headers['authorization']).toBe('Bearer di-key');
  });

  test('is the same for documents that are JSON already', async () => {
    const { model, requests } = open();
    const bytes = new TextEncoder().encode('"a\\n" "é"');
    const documents = encodedDocuments({ source: { bytes }, spans: new Uint32Array([0, 5, 6, 10]) });
    await model.rerank({ query: 'q', documents });
    expect(bodyOf(requests[0]!)).toStrictEqual({ queries: ['q'], documents: ['a\n', 'é'] });
  });

  test('is split over a thousand documents, and tokens and cost are summed', async () => {
    const { model, requests } = open();
    const documents = Array.from({ length: 2001 }, (_, index) => `document ${index}`);
    const { usage, results } = await model.rerank({ query: 'q', documents, topN: 3 });
    expect(requests).toHaveLength(3);
    expect(usage).toEqual({ inputTokens: 2001, costUsd: 1.5 });
    expect(results.map(({ document }) => document)).toEqual(['document 666', 'document 1333', 'document 2000']);
  });

  test('never asks for topN, which core cuts to', async () => {
    const { model, requests } = open();
    const { results, meta } = await model.rerank({ query: 'q', documents: ['a', 'b', 'c'], topN: 1 });
    expect(results).toMatchObject([{ index: 2, document: 'c' }]);
    expect(Object.keys(bodyOf(requests[0]!))).toEqual(['queries', 'documents']);
    expect(meta).toMatchObject({ scoreScale: { kind: 'unit' }, upstreamRequestId: 'r1' });
  });
});

test.each([
  [{ DEEPINFRA_TOKEN: 'token' }, 'Bearer token'],
  [{ DEEPINFRA_TOKEN: 'token', DEEPINFRA_API_KEY: 'di-key' }, 'Bearer di-key'],
])('the key is LiteLLM’s variable before DeepInfra’s own: %j', async (env, authorization) => {
  const transport: Transport = async ({ headers }) => {
    expect(headers['authorization']).toBe(authorization);
    return { status: 200, headers: {}, body: '{"scores":[1]}' };
  };
  const { rerank } = createRegistry({ providers: [deepinfra()], transport, env }).resolve('deepinfra/m');
  expect((await rerank({ query: 'q', documents: ['a'] })).results).toHaveLength(1);
});

describe('the URL', () => {
  test.each([
    'https://api.deepinfra.com',
    'https://api.deepinfra.com/v1',
    'https://api.deepinfra.com/v1/openai',
    'https://api.deepinfra.com//v1/openai//',
    'https://api.deepinfra.com/v1/inference/',
    'https://api.deepinfra.com/v1/inference/Qwen/Qwen3-Reranker-8B',
    'https://api.deepinfra.com/v1/inference/other/v1/model/',
  ])('of %s leads to the inference route', (baseUrl) => {
    expect(inferenceUrl(baseUrl, 'Qwen/Qwen3-Reranker-8B')).toBe(
      'https://api.deepinfra.com/v1/inference/Qwen/Qwen3-Reranker-8B',
    );
  });

  test('keeps a prefix and a query string', () => {
    expect(inferenceUrl('https://gw.example/openai?team=7#x', 'a b')).toBe(
      'https://gw.example/openai/v1/inference/a%20b?team=7',
    );
  });

  test('of a gateway’s own page of a model keeps its prefix', () => {
    expect(inferenceUrl('https://gw.example/di/v1/inference/a/b?team=7', 'c/d')).toBe(
      'https://gw.example/di/v1/inference/c/d?team=7',
    );
    expect(inferenceUrl('https://gw.example/v1/inference/v1', 'm')).toBe('https://gw.example/v1/inference/m');
  });

  test('is not made of a model with dot segments', () => {
    expect(() => inferenceUrl('https://api.deepinfra.com', '../chat')).toThrow('".." segment');
  });
});

describe('an answer', () => {
  test.each([
    [{}, 'no list "scores"'],
    [{ scores: [0.1, '0.2'] }, 'no number for document 1'],
    [null, 'no list "scores"'],
  ])('of another shape is refused: %j', (answer, message) => {
    expect(() => parseAnswer(answer)).toThrow(message);
  });

  test('with fewer scores than documents is refused, since they are told apart by their places only', async () => {
    const transport: Transport = async () => ({ status: 200, headers: {}, body: '{"scores":[0.1]}' });
    const { rerank } = createRegistry({ providers: [deepinfra()], transport, env }).resolve('deepinfra/m');
    await expect(rerank({ query: 'q', documents: ['a', 'b'] })).rejects.toMatchObject({ code: 'invalid_response' });
  });

  test('reports no usage where the counts make no sense', () => {
    expect(parseAnswer({ scores: [1], input_tokens: -1, inference_status: { cost: 'free' } })).not.toHaveProperty(
      'usage',
    );
    expect(parseAnswer({ scores: [1], inference_status: { cost: 0 } }).usage).toEqual({ costUsd: 0 });
  });
});

describe('options', () => {
  test.each([{ webhook: 'https://x' }, { top_n: 3 }])(
    'that DeepInfra does not know are refused: %j',
    async (options) => {
      const { model } = open();
      await expect(model.rerank({ query: 'q', documents: ['a'], options })).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringContaining('only instruction, service_tier'),
      });
    },
  );

  test('must not be empty', async () => {
    const { model } = open();
    const call = model.rerank({ query: 'q', documents: ['a'], options: { instruction: '' } });
    await expect(call).rejects.toMatchObject({ details: { issues: [{ path: 'options.instruction' }] } });
  });
});

test.each(['{"detail":[{"msg":"bad value"}]}', '{"detail":[{"loc":["body"]}]}', '{"error":"overloaded"}'])(
  'a failure’s words are found in %s or left out',
  async (body) => {
    const transport: Transport = async () => ({ status: 400, headers: {}, body });
    const { rerank } = createRegistry({ providers: [deepinfra()], transport, env }).resolve('deepinfra/m');
    const error = await rerank({ query: 'q', documents: ['a'] }).catch((reason: Error) => reason);
    expect((error as Error).message).toMatch(/^The upstream answered 400(: (bad value|overloaded))?\.$/);
  },
);
