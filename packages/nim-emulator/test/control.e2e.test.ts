import { expect, test } from 'vitest';
import { startNimEmulator } from '../src/index.ts';
import { post, ranking } from './ask.ts';

const call = async (nim: { readonly url: string }, method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${nim.url}/_emulator${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
};

test('faults are injected, listed and forgotten over HTTP', async () => {
  await using nim = await startNimEmulator();
  expect(await call(nim, 'POST', '/faults', { status: 500, times: 2 })).toEqual({
    status: 201,
    body: { faults: [{ status: 500, times: 2 }] },
  });
  expect((await post(nim)).status).toBe(500);
  expect(await call(nim, 'GET', '/faults')).toMatchObject({ body: { faults: [{ status: 500, times: 1 }] } });
  expect(await call(nim, 'DELETE', '/faults')).toEqual({ status: 204, body: undefined });
  expect((await post(nim)).status).toBe(200);
});

test('a bad fault is 400 and says why', async () => {
  await using nim = await startNimEmulator();
  expect(await call(nim, 'POST', '/faults', { stauts: 500 })).toEqual({
    status: 400,
    body: { error: { message: 'Bad fault: Unrecognized key: "stauts"' } },
  });
  expect((await call(nim, 'POST', '/faults')).status).toBe(400);
});

test('requests and counters are told, without the control calls', async () => {
  await using nim = await startNimEmulator();
  await post(nim, ranking(['a']), { path: '/v1/ranking?b=c', headers: { 'x-request-id': '7' } });
  const { body } = await call(nim, 'GET', '/requests');
  expect(body.requests).toMatchObject([
    {
      method: 'POST',
      path: '/v1/ranking',
      search: '?b=c',
      headers: { 'x-request-id': '7' },
      body: ranking(['a']),
      bytes: JSON.stringify(ranking(['a'])).length,
      status: 200,
      outcome: 'answered',
    },
  ]);
  expect(await call(nim, 'GET', '/counters')).toMatchObject({
    status: 200,
    body: { received: 1, byStatus: { 200: 1 } },
  });
});

test('a reset forgets everything', async () => {
  await using nim = await startNimEmulator();
  await post(nim);
  nim.inject({ status: 500 });
  expect((await call(nim, 'DELETE', '')).status).toBe(204);
  expect(nim.requests).toEqual([]);
  expect(nim.counters.received).toBe(0);
  expect((await post(nim)).status).toBe(200);
});

test('an unknown control call is told which there are', async () => {
  await using nim = await startNimEmulator();
  const { status, body } = await call(nim, 'PUT', '/faults');
  expect(status).toBe(404);
  expect(body.error.message).toContain('GET /_emulator/counters');
});

test('control calls can be turned off, and are unknown paths then', async () => {
  await using nim = await startNimEmulator({ profile: 'hosted', control: false });
  const answer = await fetch(`${nim.url}/_emulator/counters`);
  expect([answer.status, await answer.text()]).toEqual([404, '404 page not found\n']);
  expect(nim.counters.received).toBe(1);
});
