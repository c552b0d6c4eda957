import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startNimEmulator } from '../src/index.ts';
import { post } from './ask.ts';
import { createHandClock } from './hand-clock.ts';

test('takes a free port and says where it is', async () => {
  await using nim = await startNimEmulator();
  expect(nim.port).toBeGreaterThan(0);
  expect(nim.url).toBe(`http://127.0.0.1:${nim.port}`);
});

test('writes an address of IPv6 as a URL has it', async () => {
  await using nim = await startNimEmulator({ host: '::1' });
  expect(nim.url).toBe(`http://[::1]:${nim.port}`);
  expect((await post(nim)).status).toBe(200);
});

test('says in one sentence that the port is taken, or the host is not here', async () => {
  await using nim = await startNimEmulator();
  await expect(startNimEmulator({ port: nim.port })).rejects.toThrow(
    `Port ${nim.port} on 127.0.0.1 is in use: choose another, or 0 for a free one.`,
  );
  await expect(startNimEmulator({ host: '192.0.2.1' })).rejects.toThrow('The host 192.0.2.1 is no address');
});

test('refuses a bad option before it listens', async () => {
  await expect(startNimEmulator({ port: -1 })).rejects.toThrow(TypeError);
});

test('counts a client that goes away before its answer, and frees its place', async () => {
  const clock = createHandClock();
  await using nim = await startNimEmulator({ clock });
  nim.inject({ delayMs: 60_000 });
  const leaving = new AbortController();
  const asked = post(nim, undefined, { signal: leaving.signal });
  await expect.poll(() => nim.counters.inFlight).toBe(1);
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => nim.counters.aborted).toBe(1);
  expect(nim.counters.inFlight).toBe(0);
  expect(nim.requests[0]).toMatchObject({ outcome: 'aborted', status: undefined });
  expect(clock.waiting).toBe(0);
});

test('counts a client that goes away in the middle of its request', async () => {
  await using nim = await startNimEmulator();
  const socket = connect(nim.port, '127.0.0.1');
  socket.write('POST /v1/ranking HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"model"');
  await expect.poll(() => nim.counters.openConnections).toBe(1);
  socket.destroy();
  await expect.poll(() => nim.counters.aborted).toBe(1);
  expect(nim.requests[0]).toMatchObject({ path: '/v1/ranking', outcome: 'aborted' });
  await expect.poll(() => nim.counters.openConnections).toBe(0);
});

test('closes at once, with requests under way and connections kept alive', async () => {
  const clock = createHandClock();
  const nim = await startNimEmulator({ clock });
  await post(nim);
  nim.inject({ delayMs: 60_000 });
  const asked = post(nim);
  await expect.poll(() => nim.counters.inFlight).toBe(1);
  await nim.close();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => clock.waiting).toBe(0);
  expect(nim.counters.openConnections).toBe(0);
  await expect(nim.close()).resolves.toBeUndefined();
  await expect(post(nim)).rejects.toThrow();
});

test('keeps as many requests as it is told', async () => {
  await using nim = await startNimEmulator({ keepRequests: 2 });
  for (const path of ['/1', '/2', '/3']) await fetch(nim.url + path);
  expect(nim.requests.map(({ path }) => path)).toEqual(['/2', '/3']);
});

test('sees how many came at once', async () => {
  const clock = createHandClock();
  await using nim = await startNimEmulator({ clock });
  nim.inject({ delayMs: 10, times: 'always' });
  const asked = [post(nim), post(nim), post(nim)];
  await expect.poll(() => clock.waiting).toBe(3);
  clock.advance(10);
  await Promise.all(asked);
  expect(nim.counters).toMatchObject({ maxInFlight: 3, inFlight: 0, answered: 3, maxOpenConnections: 3 });
});
