import { expect, test, vi } from 'vitest';
import { startNimEmulator } from '../src/index.ts';
import { post, ranking, VL } from './ask.ts';
import { createHandClock } from './hand-clock.ts';

test('ranks every passage, best first', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  const answer = await post(nim, ranking(['one', 'two', 'three']));
  expect(await answer.json()).toEqual({
    rankings: [
      { index: 1, logit: expect.any(Number) },
      { index: 0, logit: -13 },
      { index: 2, logit: -13 },
    ],
    usage: { prompt_tokens: 24, total_tokens: 24 },
  });
});

test.each(['{"model":', '"text"', '', '\uFEFF{}'])('a body of %j is refused as no JSON', async (body) => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  const answer = await post(nim, body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ object: 'error', message: 'Failed to parse the request body as JSON' });
});

test('a body that is no UTF-8 is refused', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-1.8' });
  const body = Buffer.concat([Buffer.from('{"model":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  const answer = await fetch(`${nim.url}/v1/ranking`, { method: 'POST', body });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ message: 'body: JSON decode error' });
});

test('2.x wants a content type of JSON, 1.x does not look', async () => {
  const headers = { 'content-type': 'text/plain' };
  await using rust = await startNimEmulator({ profile: 'nim-2.3' });
  const refused = await post(rust, ranking(), { headers });
  expect([refused.status, await refused.text()]).toEqual([
    415,
    'Expected request with `Content-Type: application/json`',
  ]);
  await using python = await startNimEmulator({ profile: 'nim-1.8', models: [VL] });
  expect((await post(python, ranking(), { headers })).status).toBe(200);
});

test('a body over the limit is 413, in the runtime’s words', async () => {
  const overrides = { maxBodyBytes: 100 };
  await using rust = await startNimEmulator({ profile: 'nim-2.3', overrides });
  const refused = await post(rust, ranking(['a'.repeat(100)]));
  expect([refused.status, await refused.text()]).toEqual([
    413,
    'Failed to buffer the request body: length limit exceeded',
  ]);
  expect(rust.requests[0]).toMatchObject({ body: undefined, bytes: expect.any(Number) });
  await using python = await startNimEmulator({ profile: 'nim-1.8', overrides });
  expect(await (await post(python, ranking(['a'.repeat(100)]))).json()).toEqual({ detail: 'Payload Too Large' });
});

test('is not ready, and ranks nothing, until it is warm', async () => {
  const clock = createHandClock(Date.UTC(2026, 9, 1));
  await using nim = await startNimEmulator({ profile: 'nim-2.3', warmupMs: 1000, clock });
  const ready = async () => (await fetch(`${nim.url}/v1/health/ready`)).status;
  expect([await ready(), (await post(nim)).status]).toEqual([503, 503]);
  expect((await fetch(`${nim.url}/v1/health/live`)).status).toBe(200);
  clock.advance(1000);
  expect([await ready(), (await post(nim)).status]).toEqual([200, 200]);
});

test('a full queue is 503 at once, and has room again after', async () => {
  const clock = createHandClock();
  await using nim = await startNimEmulator({ profile: 'nim-2.3', overrides: { maxQueue: 2 }, clock });
  nim.inject({ delayMs: 50, times: 2 });
  const slow = [post(nim), post(nim)];
  await vi.waitFor(() => expect(clock.waiting).toBe(2));
  expect((await post(nim)).status).toBe(503);
  clock.advance(50);
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await post(nim)).status).toBe(200);
  expect(nim.counters.maxInFlight).toBe(3);
});

test.each([
  ['nested', { error: { message: expect.any(String), type: 'invalid_request_error', param: null, code: null } }],
  ['string', { error: expect.any(String) }],
] as const)('wraps a message %s when it is told to', async (errorBody, expected) => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3', overrides: { errorBody } });
  expect(await (await post(nim, {})).json()).toEqual(expected);
});

test('metadata says that it is not normative, or what it is told', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-1.10' });
  expect(await (await fetch(`${nim.url}/v1/metadata`)).json()).toEqual({
    modelInfo: [{ shortName: 'llama-nemotron-rerank-1b-v2' }],
    normative: false,
  });
  await using told = await startNimEmulator({ profile: 'nim-1.10', overrides: { metadata: { a: 1 } } });
  expect(await (await fetch(`${told.url}/v1/metadata`)).json()).toEqual({ a: 1 });
});

test('metrics count what it answered', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  await post(nim);
  await post(nim, {});
  const answer = await fetch(`${nim.url}/v1/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  expect(text).toContain('nim_emulator_requests_total 3\n');
  expect(text).toContain('nim_emulator_responses_total{status="400"} 1\n');
  expect(text).toContain('nim_emulator_requests_in_flight 1\n');
});

test('a container wants no key and does not look at one', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3', apiKeys: ['nvapi-1'] });
  expect((await post(nim)).status).toBe(200);
  expect((await post(nim, ranking(), { headers: { authorization: 'Bearer other' } })).status).toBe(200);
});

test('lists its models, or those that it is given', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3', models: ['a/b', { id: 'c', maxTokens: 10 }] });
  expect(await (await fetch(`${nim.url}/v1/models`)).json()).toEqual({
    object: 'list',
    data: [{ id: 'a/b' }, { id: 'c' }],
  });
  expect(nim.models.map(({ maxTokens }) => maxTokens)).toEqual([8192, 10]);
  expect((await post(nim, ranking(['a'], 'c'))).status).toBe(200);
  expect((await post(nim)).status).toBe(404);
});
