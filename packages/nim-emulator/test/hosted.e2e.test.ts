import { expect, test } from 'vitest';
import { startNimEmulator } from '../src/index.ts';
import { post, ranking, VL, VL_PATH } from './ask.ts';
import { createInstantClock } from './hand-clock.ts';

const authorization = 'Bearer nvapi-1';
const ask = (nim: { readonly url: string }, headers: Record<string, string> = {}, body: unknown = ranking()) =>
  post(nim, body, { path: VL_PATH, headers: { authorization, ...headers } });

const poll = (nim: { readonly url: string }, id: string | null, headers: Record<string, string> = {}) =>
  fetch(`${nim.url}/v1/status/${id}`, { headers: { authorization, ...headers } });

test('a request that takes longer than the client waits is answered 202, then polled, and known once', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted', clock: createInstantClock() });
  nim.inject({ delayMs: 2500 });
  const first = await ask(nim, { 'nvcf-poll-seconds': '1' });
  expect([first.status, await first.text(), first.headers.get('nvcf-status')]).toEqual([202, '', 'in-progress']);
  const id = first.headers.get('nvcf-reqid');

  const second = await poll(nim, id, { 'nvcf-poll-seconds': '1' });
  expect([second.status, second.headers.get('nvcf-reqid')]).toEqual([202, id]);

  const third = await poll(nim, id, { 'nvcf-poll-seconds': '1' });
  expect([third.status, third.headers.get('nvcf-status'), third.headers.get('nvcf-reqid')]).toEqual([
    200,
    'fulfilled',
    id,
  ]);
  expect(await third.json()).toMatchObject({ rankings: [{ index: 1 }, { index: 0 }] });
  expect((await poll(nim, id)).status).toBe(404);
});

test('without the header a request is held for five minutes', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted', clock: createInstantClock() });
  nim.inject([{ delayMs: 300_000 }, { delayMs: 300_001 }]);
  expect((await ask(nim)).status).toBe(200);
  expect((await ask(nim)).status).toBe(202);
});

test('polls are pending as often as a fault says', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted' });
  nim.inject({ pending: { polls: 2 } });
  const first = await ask(nim);
  const id = first.headers.get('nvcf-reqid');
  const statuses = [first.status];
  for (let polls = 0; polls < 4; polls++) statuses.push((await poll(nim, id)).status);
  expect(statuses).toEqual([202, 202, 202, 200, 404]);
});

test('a pending request may fail in the end, and a poll of its own accord', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted' });
  nim.inject([
    { pending: { polls: 0 }, status: 429 },
    { on: 'status', status: 504 },
    { on: 'status', status: 404 },
  ]);
  const id = (await ask(nim)).headers.get('nvcf-reqid');
  expect((await poll(nim, id)).status).toBe(504);
  expect(await (await poll(nim, id)).json()).toEqual({ status: 404, title: 'Not Found' });
  const last = await poll(nim, id);
  expect([last.status, last.headers.get('nvcf-status')]).toEqual([429, 'errored']);
});

test('a poll needs the key, and a number of seconds', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted', apiKeys: ['nvapi-1'] });
  nim.inject({ pending: { polls: 0 } });
  const id = (await ask(nim)).headers.get('nvcf-reqid');
  expect((await poll(nim, id, { authorization: 'Bearer nvapi-2' })).status).toBe(401);
  expect((await poll(nim, id, { 'nvcf-poll-seconds': 'soon' })).status).toBe(400);
  expect((await poll(nim, id)).status).toBe(200);
});

test('the gateway’s own refusals come before a fault is used up', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted' });
  nim.inject({ status: 429 });
  expect((await post(nim, ranking(), { path: VL_PATH })).status).toBe(401);
  expect((await ask(nim)).status).toBe(429);
});

test('a container’s refusal is forwarded, with the gateway’s headers', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted' });
  const answer = await ask(nim, {}, { ...ranking(), top_n: 2 });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('nvcf-status')).toBe('errored');
  expect(answer.headers.get('vary')).toBe('Origin');
  expect(await answer.json()).toMatchObject({
    object: 'error',
    message: expect.stringMatching(/^top_n: unknown field/),
  });
});

test('a body that names another model than the path gets the container’s refusal', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted' });
  const underscored = ranking(['a'], 'nvidia/llama-3_2-nv-rerankqa-1b-v2');
  const answer = await ask(nim, {}, underscored);
  expect([answer.status, (await answer.json()).message]).toEqual([
    404,
    `model: not served here, expected one of ${VL}`,
  ]);
});

test('the VL model takes 1000 passages and cuts unasked, as its page says', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted', models: [{ id: VL, maxTokens: 10 }] });
  expect((await ask(nim, {}, ranking(Array(1000).fill('much longer than ten tokens it is')))).status).toBe(200);
  expect((await ask(nim, {}, ranking(Array(1001).fill('a')))).status).toBe(400);
});

test('/v1/ranking leaves the model to the body, where it is served', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted', overrides: { hostedRanking: 'served' } });
  const ask = (model: string) => post(nim, ranking(['a'], model), { headers: { authorization } });
  expect((await ask(VL)).status).toBe(200);
  expect((await ask('nvidia/llama-3.2-nv-rerankqa-1b-v2')).status).toBe(410);
  expect((await ask('none')).status).toBe(404);
  expect((await post(nim)).status).toBe(401);
});

test('all serves both ways to rank without a key, and models that NVIDIA has retired', async () => {
  await using nim = await startNimEmulator();
  const old = ranking(['a'], 'nvidia/llama-3.2-nv-rerankqa-1b-v2');
  const path = '/v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking';
  const hosted = await post(nim, old, { path });
  expect([hosted.status, hosted.headers.get('nvcf-status'), hosted.headers.get('deprecation')]).toEqual([
    200,
    'fulfilled',
    null,
  ]);
  const local = await post(nim, old);
  expect([local.status, local.headers.get('nvcf-status')]).toEqual([200, null]);
});
