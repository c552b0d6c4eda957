import { expect, test } from 'vitest';
import { type Fault, startNimEmulator } from '../src/index.ts';
import { post, ranking, VL_PATH } from './ask.ts';
import { createInstantClock } from './hand-clock.ts';

const codeOf = async (failing: Promise<unknown>) => {
  const error = await failing.then(
    () => expect.unreachable('it did not fail'),
    (reason: Error) => reason,
  );
  return (error.cause as NodeJS.ErrnoException | undefined)?.code;
};

test('a status comes with the container’s own body, or the fault’s', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  nim.inject([
    { status: 500 },
    { status: 503, body: 'later', retryAfter: 2 },
    { status: 418, body: { tea: true }, headers: { 'X-Kind': 'pot', 'Content-Type': 'application/tea' } },
    { status: 204 },
    { status: 299, body: null },
  ]);
  expect(await (await post(nim)).json()).toMatchObject({ object: 'error', message: 'Internal Server Error' });
  const later = await post(nim);
  expect([later.status, later.headers.get('retry-after'), await later.text()]).toEqual([503, '2', 'later']);
  const tea = await post(nim);
  expect([tea.headers.get('x-kind'), tea.headers.get('content-type')]).toEqual(['pot', 'application/tea']);
  expect(await tea.json()).toEqual({ tea: true });
  expect((await post(nim)).status).toBe(204);
  expect(await (await post(nim)).json()).toBeNull();
  expect((await post(nim)).status).toBe(200);
});

test('429 has a retry-after only when it is told to, in seconds or as a date', async () => {
  await using nim = await startNimEmulator();
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
  nim.inject([{ status: 429 }, { status: 429, retryAfter: 7 }, { status: 429, retryAfter: date }]);
  const retryAfter = async () => (await post(nim, ranking(), { path: VL_PATH })).headers.get('retry-after');
  expect([await retryAfter(), await retryAfter(), await retryAfter()]).toEqual([null, '7', date]);
});

test('hosted statuses that come from a worker carry its headers, the others do not', async () => {
  await using nim = await startNimEmulator();
  const status = async (fault: Fault) => {
    nim.inject(fault);
    return (await post(nim, ranking(), { path: VL_PATH })).headers.get('nvcf-status');
  };
  expect(await status({ status: 500 })).toBe('errored');
  expect(await status({ status: 504 })).toBe('errored');
  expect(await status({ status: 422 })).toBe('errored');
  expect(await status({ status: 200, body: {} })).toBe('fulfilled');
  for (const early of [401, 402, 403, 404, 410, 429, 502, 503]) expect(await status({ status: early })).toBeNull();
});

test.each(['drop', 'reset'] as const)('%s closes the connection before any byte', async (connection) => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  nim.inject({ connection });
  expect(await codeOf(post(nim))).toBe(connection === 'drop' ? 'UND_ERR_SOCKET' : 'ECONNRESET');
  expect(nim.requests[0]).toMatchObject({ outcome: 'spoiled', status: undefined });
  expect(nim.counters).toMatchObject({ answered: 0, aborted: 0, faulted: 1, inFlight: 0 });
  expect((await post(nim)).status).toBe(200);
});

test.each([{}, { status: 500 }, { status: 504 }])('cut promises a body and closes halfway, %j', async (fault) => {
  await using nim = await startNimEmulator();
  nim.inject({ ...fault, connection: 'cut' });
  const answer = await post(nim, ranking(), { path: VL_PATH });
  expect(answer.status).toBe('status' in fault ? fault.status : 200);
  await expect(answer.text()).rejects.toThrow('terminated');
  expect(nim.requests[0]).toMatchObject({ outcome: 'spoiled', status: answer.status });
});

test('answers can be wrong', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  nim.inject([{ answer: 'malformed_json' }, { answer: 'missing_document' }, { answer: 'huge_body', bytes: 1_000_000 }]);
  await expect((await post(nim)).json()).rejects.toThrow(SyntaxError);
  expect((await (await post(nim)).json()).rankings).toHaveLength(1);
  const huge = await post(nim);
  expect(huge.headers.get('content-length')).toBeNull();
  const text = await huge.text();
  expect(text).toHaveLength(1_000_000);
  expect(JSON.parse(text).rankings).toHaveLength(2);
});

test('a client may leave a huge body unread', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  nim.inject({ answer: 'huge_body', bytes: 2 ** 40 });
  const leaving = new AbortController();
  const answer = await post(nim, ranking(), { signal: leaving.signal });
  await answer.body?.getReader().read();
  leaving.abort();
  await expect.poll(() => nim.counters.aborted).toBe(1);
  expect(nim.requests[0]).toMatchObject({ outcome: 'aborted', status: 200 });
});

test('a refusal of the request itself is not made wrong', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  nim.inject({ answer: 'null_logit' });
  expect((await post(nim, {})).status).toBe(400);
});

test('strikes the model and the route that it names', async () => {
  await using nim = await startNimEmulator();
  nim.inject([
    { status: 500, model: 'baai/bge-reranker-v2-m3' },
    { status: 501, on: 'models' },
    { status: 502, on: 'health', times: 2 },
    { connection: 'drop', on: 'metrics' },
    { status: 503, on: 'metadata' },
  ]);
  expect((await post(nim)).status).toBe(200);
  expect((await post(nim, ranking(['a'], 'baai/bge-reranker-v2-m3'))).status).toBe(500);
  const get = async (path: string) => (await fetch(nim.url + path)).status;
  expect(await get('/v1/models')).toBe(501);
  expect([await get('/v1/health/live'), await get('/v1/health/ready')]).toEqual([502, 502]);
  expect(await codeOf(get('/v1/metrics'))).toBe('UND_ERR_SOCKET');
  expect(await get('/v1/metadata')).toBe(503);
});

test('a delay comes before everything else', async () => {
  await using nim = await startNimEmulator({ clock: createInstantClock() });
  nim.inject({ delayMs: 60_000, status: 429, times: 2 });
  expect((await post(nim)).status).toBe(429);
  expect((await post(nim, ranking(), { path: VL_PATH })).status).toBe(429);
  expect(nim.counters.byStatus).toEqual({ 429: 2 });
});

test('a fault that makes no sense is refused when it is injected', async () => {
  await using nim = await startNimEmulator({ profile: 'nim-2.3' });
  expect(() => nim.inject({ times: 3 })).toThrow(/^Bad fault: Nothing would happen/);
  expect(() => nim.inject({ pending: { polls: 1 } })).toThrow(/needs a hosted profile/);
});
