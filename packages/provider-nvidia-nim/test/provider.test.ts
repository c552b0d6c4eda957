import { createRegistry, type Environment } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { nvidiaNim } from '../src/index.ts';
import { bodyOf, recordingTransport } from './recording-transport.ts';

const vl = 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2';
const key = { NVIDIA_NIM_API_KEY: 'nvapi-env' };

function open(env: Environment = key, settings: Parameters<typeof nvidiaNim>[0] = {}) {
  const { transport, requests } = recordingTransport();
  return { registry: createRegistry({ providers: [nvidiaNim(settings)], transport, env }), requests };
}
const request = { query: 'q', documents: ['a', 'b', 'c'] };

describe('the key', () => {
  test('comes from the environment', async () => {
    const { registry, requests } = open();
    await registry.resolve(vl).rerank(request);
    expect(requests[0]?.headers['authorization']).toBe('Bearer nvapi-env');
  });

  test('of the settings wins over it, and that of the call over both', async () => {
    const { registry, requests } = open(key, { apiKey: 'nvapi-set' });
    await registry.resolve(vl).rerank(request);
    await registry.resolve(vl).rerank(request, { apiKey: 'nvapi-call' });
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer nvapi-set', 'Bearer nvapi-call']);
  });

  test.each([undefined, 'https://ai.api.nvidia.com/v1', 'https://staging.nvidia.com'])(
    'is needed by NVIDIA’s own hosts: %s',
    async (baseUrl) => {
      const { registry, requests } = open({}, { baseUrl });
      await expect(registry.resolve(vl).rerank(request)).rejects.toMatchObject({
        code: 'missing_credentials',
        message: expect.stringContaining('NVIDIA_NIM_API_KEY'),
      });
      expect(requests).toHaveLength(0);
    },
  );

  test.each(['http://localhost:8000', 'https://nim.internal/v1', 'https://evilnvidia.com'])(
    'is not needed by %s',
    async (baseUrl) => {
      const { registry, requests } = open({}, { baseUrl });
      await registry.resolve('nvidia_nim/ranking/my/model').rerank(request);
      expect(requests[0]?.headers).not.toHaveProperty('authorization');
    },
  );
});

describe('the base URL', () => {
  const urlsOf = async (
    env: Environment,
    settings?: { baseUrl: string },
    call?: { baseUrl: string; apiKey: string },
  ) => {
    const { registry, requests } = open({ ...key, ...env }, settings);
    const { warnings } = await registry.resolve('nvidia_nim/ranking/m').rerank(request, call);
    return { url: requests[0]?.url, warnings };
  };
  const env = { NVIDIA_NIM_API_BASE: 'https://env' };

  test('is the call’s, then the settings’, then the environment’s, then NVIDIA’s', async () => {
    const settings = { baseUrl: 'https://set' };
    const call = { baseUrl: 'https://call', apiKey: 'nvapi-call' };
    expect((await urlsOf(env, settings, call)).url).toBe('https://call/v1/ranking');
    expect((await urlsOf(env, settings)).url).toBe('https://set/v1/ranking');
    expect((await urlsOf(env)).url).toBe('https://env/v1/ranking');
    expect((await urlsOf({})).url).toBe('https://ai.api.nvidia.com/v1/ranking');
  });

  test('of the environment is not used when it is the chat API’s, with a warning', async () => {
    const { url, warnings } = await urlsOf({ NVIDIA_NIM_API_BASE: 'https://integrate.api.nvidia.com/v1/' });
    expect(url).toBe('https://ai.api.nvidia.com/v1/ranking');
    expect(warnings).toEqual([
      {
        code: 'base_url_ignored',
        message: expect.stringMatching(/NVIDIA_NIM_API_BASE.*integrate\.api\.nvidia\.com.*no rerank route/),
      },
    ]);
  });

  test('is used when somebody set it on purpose, even then', async () => {
    const { url, warnings } = await urlsOf(env, { baseUrl: 'https://integrate.api.nvidia.com/v1' });
    expect(url).toBe('https://integrate.api.nvidia.com/v1/ranking');
    expect(warnings).toEqual([]);
  });
});

describe('what is sent', () => {
  test('never holds topN, which core applies', async () => {
    for (const prefix of ['', 'ranking/']) {
      const { registry, requests } = open();
      const response = await registry.resolve(`nvidia_nim/${prefix}m`).rerank({ ...request, topN: 2 });
      expect(response.results.map(({ document }) => document)).toEqual(['a', 'b']);
      expect(Object.keys(bodyOf(requests[0]))).toEqual(['model', 'query', 'passages']);
    }
  });

  test('of a document is its text and image, and of others their JSON text with a warning', async () => {
    const { registry, requests } = open();
    const image = 'data:image/png;base64,iVBORw0KGgo=';
    const documents = ['a', { text: 'b', id: 7 }, { image, page: 1 }, { text: 'c', image, page: 2 }, { title: 'd' }];
    const { results, warnings } = await registry.resolve(vl).rerank({ query: 'q', documents });
    expect(bodyOf(requests[0]).passages).toStrictEqual([
      { text: 'a' },
      { text: 'b' },
      { image },
      { text: 'c', image },
      { text: '{"title":"d"}' },
    ]);
    expect(results.map(({ document }) => document)).toEqual(documents);
    expect(warnings).toMatchObject([{ code: 'document_stringified' }]);
  });

  test('holds no image for a model that ranks text only', async () => {
    const { registry, requests } = open();
    const documents = [{ text: 'a' }, { image: 'data:image/png;base64,iVBO' }];
    const call = registry.resolve('nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2').rerank({ query: 'q', documents });
    await expect(call).rejects.toMatchObject({
      code: 'unsupported',
      details: { issues: [{ path: 'documents.1.image' }] },
    });
    expect(requests).toHaveLength(0);
  });

  test('is split where a request would carry too many passages, and counts documents from the list’s start', async () => {
    const { registry, requests } = open();
    const documents = Array.from({ length: 1100 }, (_, index) => ({ text: `passage ${index}` }));
    const { results } = await registry.resolve('nvidia_nim/ranking/m').rerank({ query: 'q', documents });
    expect(requests.map((sent) => bodyOf(sent).passages.length)).toEqual([366, 367, 367]);
    expect(results).toHaveLength(1100);

    const bad = documents.map((document, index) =>
      index === 1050 ? { image: 'https://example.com/a.png' } : document,
    );
    await expect(registry.resolve(vl).plan({ query: 'q', documents: bad })).rejects.toMatchObject({
      code: 'invalid_request',
      details: { issues: [{ path: 'documents.1050.image' }] },
    });
  });

  test('goes to the hosted VL model a thousand passages at a time, and to a container of it 512', async () => {
    const { registry } = open();
    const documents = Array.from({ length: 1000 }, () => 'a');
    const container = vl.replace('/', '/ranking/');
    expect((await registry.resolve(vl).plan({ query: 'q', documents })).parts).toHaveLength(1);
    expect((await registry.resolve(container).plan({ query: 'q', documents })).parts).toHaveLength(2);
  });

  test('is nothing for a model with dot segments, whatever the endpoint and the base URL', async () => {
    const { registry, requests } = open();
    for (const model of ['nvidia_nim/../../v1/models', 'nvidia_nim/ranking/../x', 'nvidia_nim/a//b']) {
      const call = registry.resolve(model).rerank(request, { baseUrl: 'https://ai.api.nvidia.com/v1/ranking' });
      await expect(call).rejects.toMatchObject({ code: 'invalid_model' });
    }
    expect(requests).toHaveLength(0);
  });
});

describe('an answer', () => {
  test('gives raw logits, the request’s id and an announced end of life', async () => {
    const { transport } = recordingTransport(() => ({
      headers: { 'nvcf-reqid': 'abc', deprecation: '2026-08-25T00:00:00Z' },
      body: '{"rankings":[{"index":0,"logit":-23.1}]}',
    }));
    const registry = createRegistry({ providers: [nvidiaNim()], transport, env: key });
    expect(await registry.resolve(vl).rerank({ query: 'q', documents: ['a'] })).toMatchObject({
      results: [{ index: 0, relevanceScore: -23.1 }],
      meta: { scoreScale: { kind: 'logit' }, upstreamRequestId: 'abc' },
      warnings: [{ code: 'deprecated', message: expect.stringContaining('2026-08-25') }],
    });
  });

  test.each([
    ['{"rankings":[{"index":0,"logit":null}]}'],
    ['{"rankings":[]}'],
    ['{"rankings":[{"index":1,"logit":1}]}'],
    ['{"results":[{"index":0,"relevance_score":1}]}'],
    ['<html>'],
  ])('that is not a ranking is refused: %s', async (body) => {
    const { transport } = recordingTransport(() => ({ body }));
    const registry = createRegistry({ providers: [nvidiaNim()], transport, env: key });
    const call = registry.resolve(vl).rerank({ query: 'q', documents: ['a'] });
    await expect(call).rejects.toMatchObject({ code: 'invalid_response' });
  });
});
