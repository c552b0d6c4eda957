import type { NimEmulator } from '@openrerank/nim-emulator';
import { describe, expect, test } from 'vitest';
import { connect, failure, gpu, start, transports, vl } from './emulated.ts';

describe.each(transports)('the hosted API, over %s', (_, createTransport) => {
  const key = { NVIDIA_NIM_API_KEY: 'nvapi-test' };
  const open = (emulator: NimEmulator, env?: Record<string, string>) => connect(emulator, createTransport(), env);

  test.each(['nvidia/llama-3_2-nv-rerankqa-1b-v2', 'nvidia/nv-rerankqa-mistral-4b-v3', vl])(
    'ranks with %s at its own path',
    async (model) => {
      const emulator = await start({ profile: 'hosted', overrides: { endOfLife: 'ignored' } });
      const { registry } = open(emulator, key);
      const { results, meta } = await registry.resolve(`nvidia_nim/${model}`).rerank({ ...gpu, topN: 2 });
      expect(results.map(({ index }) => index)).toEqual([2, 0]);
      expect(emulator.requests).toMatchObject([
        { path: `/v1/retrieval/${model}/reranking`, headers: { authorization: 'Bearer nvapi-test' }, status: 200 },
      ]);
      expect(meta.upstreamRequestId).toMatch(/^[\w-]{36}$/);
    },
  );

  test('takes a full URL', async () => {
    const emulator = await start({ profile: 'hosted' });
    const baseUrl = `${emulator.url}/v1/retrieval/${vl}/reranking?k=1`;
    const { registry } = open(emulator);
    await registry.resolve(`nvidia_nim/${vl}`).rerank(gpu, { baseUrl, apiKey: 'nvapi-call' });
    expect(emulator.requests).toMatchObject([{ path: `/v1/retrieval/${vl}/reranking`, search: '?k=1' }]);
  });

  test('tells who brings no key and who brings a wrong one what to do', async () => {
    const emulator = await start({ profile: 'hosted', apiKeys: ['nvapi-right'] });
    const model = `nvidia_nim/${vl}`;
    const without = await failure(open(emulator).registry.resolve(model).rerank(gpu));
    expect(without).toMatchObject({ code: 'authentication', message: expect.stringContaining('held no API key') });
    const wrong = await failure(open(emulator, key).registry.resolve(model).rerank(gpu));
    expect(wrong).toMatchObject({ code: 'authentication', message: expect.stringContaining('is not valid') });
    expect(emulator.counters.received).toBe(2);
  });

  test('names the end of life and the successor of a model that is gone', async () => {
    const { registry } = open(await start({ profile: 'hosted' }), key);
    const error = await failure(registry.resolve('nvidia_nim/nvidia/llama-3_2-nv-rerankqa-1b-v2').rerank(gpu));
    expect(error).toMatchObject({ code: 'not_found', details: { status: 410 } });
    expect(error.message).toContain('on 2026-05-18');
    expect(error.message).toContain(vl);
  });

  test('names the successor of a model whose function is gone', async () => {
    const { registry } = open(await start({ profile: 'hosted' }), key);
    const error = await failure(registry.resolve('nvidia_nim/nvidia/nv-rerankqa-mistral-4b-v3').rerank(gpu));
    expect(error).toMatchObject({ code: 'not_found', details: { status: 404 } });
    expect(error.message).toContain(vl);
  });

  test('warns of an announced end of life', async () => {
    const hosted = { path: `/v1/retrieval/${vl}/reranking`, endOfLife: '2999-12-31T00:00:00Z' };
    const emulator = await start({ profile: 'hosted', models: [{ id: vl, hosted }] });
    const { warnings } = await open(emulator, key).registry.resolve(`nvidia_nim/${vl}`).rerank(gpu);
    expect(warnings).toEqual([{ code: 'deprecated', message: expect.stringContaining('2999-12-31') }]);
  });

  test('is polled for an answer that takes its time, with the key', async () => {
    const emulator = await start({ profile: 'hosted', apiKeys: ['nvapi-test'] });
    emulator.inject({ pending: { polls: 2 } });
    const { registry, waits } = open(emulator, key);
    const { results, meta } = await registry.resolve(`nvidia_nim/${vl}`).rerank(gpu);
    expect(results[0]?.index).toBe(2);
    const status = `/v1/status/${meta.upstreamRequestId}`;
    expect(emulator.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['POST', `/v1/retrieval/${vl}/reranking`, 202],
      ['GET', status, 202],
      ['GET', status, 202],
      ['GET', status, 200],
    ]);
    expect(waits).toEqual([200, 200, 200]);
  });

  test('fails clearly when a polled answer is no longer there, or its failure comes late', async () => {
    const emulator = await start({ profile: 'hosted' });
    emulator.inject([{ pending: { polls: 0 } }, { on: 'status', status: 404 }]);
    const { registry } = open(emulator, key);
    expect(await failure(registry.resolve(`nvidia_nim/${vl}`).rerank(gpu))).toMatchObject({ code: 'not_found' });
    emulator.inject({ pending: { polls: 0 }, status: 402 });
    expect(await failure(registry.resolve(`nvidia_nim/${vl}`).rerank(gpu))).toMatchObject({ code: 'quota_exceeded' });
  });

  test('is asked again after 429, 502 and an empty 504', async () => {
    const emulator = await start({ profile: 'hosted' });
    emulator.inject([{ status: 429 }, { status: 502 }, { status: 504 }]);
    const { registry } = open(emulator, key);
    const { meta } = await registry.resolve(`nvidia_nim/${vl}`).rerank(gpu, { maxRetries: 3 });
    expect(meta.attempts).toBe(4);
    expect(emulator.counters.byStatus).toEqual({ 429: 1, 502: 1, 504: 1, 200: 1 });
  });

  test('is not asked again when it is offline for hours, or wants no more', async () => {
    const emulator = await start({ profile: 'hosted' });
    const { registry, waits } = open(emulator, key);
    for (const [status, code] of [
      [503, 'unavailable'],
      [402, 'quota_exceeded'],
      [403, 'authentication'],
      [404, 'not_found'],
      [410, 'not_found'],
    ] as const) {
      emulator.inject({ status });
      expect(await failure(registry.resolve(`nvidia_nim/${vl}`).rerank(gpu))).toMatchObject({ code });
    }
    expect(emulator.counters.received).toBe(5);
    expect(waits).toEqual([]);
  });

  test('takes a thousand passages for the VL model in one request', async () => {
    const emulator = await start({ profile: 'hosted' });
    const documents = Array.from({ length: 1000 }, (_, index) => `passage ${index}`);
    const { results } = await open(emulator, key)
      .registry.resolve(`nvidia_nim/${vl}`)
      .rerank({ query: 'q', documents });
    expect(results).toHaveLength(1000);
    expect(emulator.counters.received).toBe(1);
  });
});
