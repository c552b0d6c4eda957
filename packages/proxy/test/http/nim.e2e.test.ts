import { describe, expect, it } from 'vitest';
import { deserted, h100, startNimProxy } from '../support/start-nim-proxy.ts';
import { until } from '../support/start-proxy.ts';

const model = 'nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2';
const keyed = (id: string, baseUrl: string) => ({ id, model, baseUrl, apiKey: `nvapi-${id}` });

describe('a NIM behind the proxy', () => {
  it("ranks the page's documents", async () => {
    const { post, emulator } = await startNimProxy({ emulator: { overrides: { usage: 'reported' } } });
    const { status, json, headers } = await post({ top_n: 2, truncate: 'END' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ object: 'list', model: 'nvidia-rerank', meta: { api_version: { version: '2' } } });
    expect(json.results).toHaveLength(2);
    expect(json.results[0]).toMatchObject({ index: 2, document: { text: h100.documents[2] } });
    expect(json.usage.total_tokens).toBeGreaterThan(0);
    expect(json.meta.billed_units.total_tokens).toBe(json.usage.total_tokens);
    expect(headers.get('x-openrerank-provider')).toBe('nvidia_nim');
    const { path, headers: sent, body } = emulator.requests[0] as (typeof emulator.requests)[number];
    expect(path).toBe('/v1/retrieval/nvidia/llama-nemotron-rerank-1b-v2/reranking');
    expect(sent['authorization']).toBe('Bearer nvapi-test');
    expect(Object.keys(body as object).sort()).toEqual(['model', 'passages', 'query', 'truncate']);
  });

  it('invents no usage where the NIM reports none', async () => {
    const { post } = await startNimProxy({ emulator: { overrides: { usage: 'absent' } } });
    const { json } = await post();
    expect(json).not.toHaveProperty('usage');
    expect(json.meta).toEqual({ api_version: { version: '2' }, billed_units: {}, tokens: {} });
  });

  it('answers LiteLLM ranking models on /v1/ranking, keyless', async () => {
    const { post, emulator } = await startNimProxy({
      models: (baseUrl) => ({
        ranking: [{ id: 'r', model: 'nvidia_nim/ranking/nvidia/llama-nemotron-rerank-1b-v2', baseUrl }],
      }),
    });
    expect((await post({ model: 'ranking', return_documents: false })).json.results[0]).toEqual({
      index: 2,
      relevance_score: expect.any(Number),
    });
    expect(emulator.requests[0]?.path).toBe('/v1/ranking');
  });

  it('splits more documents than one NIM call carries, and says so', async () => {
    const { post, emulator } = await startNimProxy();
    const documents = Array.from({ length: 1_100 }, (_, place) => `Document ${place} about bandwidth`);
    const { json, headers } = await post({ documents, top_n: 3 });
    expect(json.results).toHaveLength(3);
    expect(json.meta.warnings).toEqual(['1100 documents were sent in 3 requests.']);
    expect(emulator.counters.answered).toBe(3);
    expect(headers.get('x-openrerank-attempts')).toBe('3');
  });

  it.each([
    [401, 401, 'authentication', 'authentication_error'],
    [403, 403, 'authentication', 'permission_error'],
    [402, 400, 'quota_exceeded', 'insufficient_quota'],
    [404, 400, 'not_found', 'not_found_error'],
    [410, 410, 'not_found', 'not_found_error'],
    [422, 400, 'rejected', 'invalid_request_error'],
    [500, 503, 'unavailable', 'upstream_error'],
    [503, 503, 'unavailable', 'upstream_error'],
    [504, 503, 'unavailable', 'upstream_error'],
  ])("answers NVIDIA's %d with %d", async (upstream, status, code, type) => {
    const { post, emulator } = await startNimProxy();
    emulator.inject({ status: upstream });
    const { json, ...answer } = await post();
    expect({ status: answer.status, code: json.error.code, type: json.error.type }).toEqual({ status, code, type });
    expect(json.message).toBe(json.error.message);
  });

  it('answers 429 with retry-after, and does not ask again before', async () => {
    const { post, emulator } = await startNimProxy();
    emulator.inject({ status: 429, retryAfter: 30 });
    const first = await post();
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '30']);
    const second = await post();
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '30']);
    expect(emulator.counters.received).toBe(1);
  });

  it.each([
    'malformed_json',
    'missing_document',
    'duplicate_index',
    'index_out_of_range',
    'null_logit',
    'nan_logit',
  ] as const)('answers a NIM that says %s with 502, never with a wrong ranking', async (answer) => {
    const { post, emulator } = await startNimProxy();
    emulator.inject({ answer });
    expect(await post()).toMatchObject({ status: 502, json: { error: { code: 'invalid_response' } } });
  });

  it.each(['drop', 'reset', 'cut'] as const)('answers a connection that breaks (%s) with 502', async (connection) => {
    const { post, emulator } = await startNimProxy();
    emulator.inject({ connection });
    expect((await post()).status).toBe(502);
  });

  it('answers 502 where nobody listens', async () => {
    const nobody = await deserted();
    const { post } = await startNimProxy({ models: () => ({ 'nvidia-rerank': [keyed('x', nobody)] }) });
    expect(await post()).toMatchObject({ status: 502, json: { error: { code: 'network' } } });
  });

  it('answers 504 where the NIM takes longer than its timeout', async () => {
    const { post, emulator } = await startNimProxy({
      models: (url) => ({ 'nvidia-rerank': [{ ...keyed('x', url), timeoutMs: 30 }] }),
    });
    emulator.inject({ delayMs: 60_000 });
    expect(await post()).toMatchObject({ status: 504, json: { error: { code: 'timeout' } } });
  });

  it('retries as often as the configuration says', async () => {
    const { post, emulator } = await startNimProxy({ routing: { maxRetries: 2 } });
    emulator.inject({ status: 503, retryAfter: 0, times: 2 });
    const { status, headers } = await post();
    expect([status, headers.get('x-openrerank-attempts')]).toEqual([200, '3']);
  });

  it('moves a call to a sibling, and to the local fallback when no NIM is left', async () => {
    const { post, emulator, logs } = await startNimProxy({
      models: (url) => ({
        'nvidia-rerank': [keyed('one', url), keyed('two', url)],
        backup: [{ id: 'bm25', model: 'local/bm25', baseUrl: undefined }],
      }),
      routing: { fallbacks: new Map([['nvidia-rerank', ['backup']]]) },
    });
    emulator.inject({ status: 503 });
    const sibling = await post();
    expect([sibling.status, sibling.headers.get('x-openrerank-deployments-tried')]).toEqual([200, '2']);

    emulator.inject({ status: 503, times: 'always' });
    const { status, json, headers } = await post({ truncate: 'END' });
    expect(status).toBe(200);
    expect(json.results[0].index).toBe(2);
    expect(json.model).toBe('nvidia-rerank');
    expect(json.meta.warnings).toEqual([
      '"nvidia-rerank" could not answer; its fallback "backup" did.',
      'truncate was ignored: the deployment that answered (local) has no such option.',
    ]);
    expect(headers.get('x-openrerank-fallback-from')).toBe('nvidia-rerank');
    await until(() => logs.entries().filter(({ msg }) => msg === 'request').length === 2);
    expect(logs.entries().at(-1)).toMatchObject({
      model: 'nvidia-rerank',
      group: 'backup',
      deployment: 'bm25',
      tried: 3,
    });
  });

  it('abort the NIM call when the client goes', async () => {
    const { url, emulator } = await startNimProxy({ masterKey: undefined });
    emulator.inject({ delayMs: 60_000 });
    const controller = new AbortController();
    const call = fetch(`${url}/rerank`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'nvidia-rerank', ...h100 }),
      signal: controller.signal,
    });
    await until(() => emulator.counters.received === 1);
    controller.abort();
    await expect(call).rejects.toThrow();
    await until(() => emulator.counters.aborted === 1);
  });

  it('reports the health of each deployment', async () => {
    const nobody = await deserted();
    const { get, emulator } = await startNimProxy({
      models: (url) => ({ 'nvidia-rerank': [keyed('one', url), keyed('two', nobody)] }),
    });
    expect((await get('/health')).json).toMatchObject({
      healthy_endpoints: [{ model_id: 'one', model_name: 'nvidia-rerank', provider: 'nvidia_nim' }],
      unhealthy_endpoints: [{ model_id: 'two', code: 'network' }],
      healthy_count: 1,
      unhealthy_count: 1,
    });
    expect(emulator.counters.answered).toBe(1);
  });

  it('needs its key: who has none is told what to set, without blame', async () => {
    const { post } = await startNimProxy({
      models: () => ({ 'nvidia-rerank': [{ id: 'x', model, baseUrl: undefined }] }),
    });
    expect(await post()).toMatchObject({
      status: 500,
      json: { message: expect.stringContaining('NVIDIA_NIM_API_KEY'), error: { code: 'missing_credentials' } },
    });
  });
});

it('keeps queries, documents and keys out of every error and log line', async () => {
  const { post, emulator, logs } = await startNimProxy({ routing: { allowedFails: 0 } });
  const secrets = ['secret-query', 'secret-document', 'nvapi-test', 'sk-1234'];
  const request = { query: 'secret-query', documents: ['secret-document', { text: 'secret-document' }] };
  const answers: string[] = [];
  const send = async (extra: object = {}) => answers.push((await post({ ...request, ...extra })).text);
  for (const status of [400, 401, 403, 404, 410, 422, 429, 500, 503]) {
    emulator.inject({
      status,
      body: { message: `secret-query and secret-document with nvapi-test and sk-1234 (${status})` },
    });
    await send();
  }
  await send({ truncate: 'secret-document' });
  await send({ model: 'nobody' });
  await send({ documents: ['secret-document', 5] });
  await until(() => logs.entries().filter(({ msg }) => msg === 'request').length === answers.length);
  for (const text of [...answers, ...logs.lines]) {
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
});
