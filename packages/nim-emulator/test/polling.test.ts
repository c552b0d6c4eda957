import { expect, test } from 'vitest';
import { json } from '../src/answer.ts';
import { createJobs } from '../src/polling.ts';
import { createHandClock } from './hand-clock.ts';

const { signal } = new AbortController();
const reply = { answer: json(200, { done: true }) };

const idOf = ({ answer }: { answer: { headers: Readonly<Record<string, string>> } }) =>
  answer.headers['nvcf-reqid'] ?? '';

test('work that is done in time is answered at once, and its id is not known after', async () => {
  const jobs = createJobs(createHandClock());
  const { answer } = await jobs.start({ reply, delayMs: 0, polls: 0 }, 1000, signal);
  expect(answer).toMatchObject({ status: 200, headers: { 'nvcf-status': 'fulfilled' } });
  await expect(jobs.poll(idOf({ answer }), 1000, signal)).resolves.toMatchObject({ answer: { status: 404 } });
});

test('work that takes longer than the client waits is in progress, then answered once', async () => {
  const clock = createHandClock();
  const jobs = createJobs(clock);
  const started = jobs.start({ reply, delayMs: 2500, polls: 0 }, 1000, signal);
  clock.advance(1000);
  const first = await started;
  expect(first.answer).toMatchObject({ status: 202, body: '', headers: { 'nvcf-status': 'in-progress' } });

  const id = idOf(first);
  const polled = jobs.poll(id, 1000, signal);
  clock.advance(1000);
  await expect(polled).resolves.toMatchObject({ answer: { status: 202, headers: { 'nvcf-reqid': id } } });

  const last = jobs.poll(id, 1000, signal);
  clock.advance(500);
  await expect(last).resolves.toMatchObject({
    answer: { status: 200, body: '{"done":true}', headers: { 'nvcf-reqid': id, 'nvcf-status': 'fulfilled' } },
  });
  await expect(jobs.poll(id, 1000, signal)).resolves.toMatchObject({ answer: { status: 404 } });
});

test('an answer that came while nobody asked is kept', async () => {
  const clock = createHandClock();
  const jobs = createJobs(clock);
  const started = jobs.start({ reply, delayMs: 2000, polls: 0 }, 1000, signal);
  clock.advance(1000);
  const id = idOf(await started);
  clock.advance(60_000);
  await expect(jobs.poll(id, 1000, signal)).resolves.toMatchObject({ answer: { status: 200 } });
});

test('so many polls are in progress as it is told, without any time', async () => {
  const jobs = createJobs(createHandClock());
  const first = await jobs.start({ reply, delayMs: 0, polls: 2 }, 1000, signal);
  const statuses = [first.answer.status];
  for (let polls = 0; polls < 3; polls++) {
    statuses.push((await jobs.poll(idOf(first), 1000, signal)).answer.status);
  }
  expect(statuses).toEqual([202, 202, 200, 404]);
});

test('a failure is an answer like another, marked as errored', async () => {
  const jobs = createJobs(createHandClock());
  const failed = { answer: json(500, {}), connection: 'cut' as const };
  await expect(jobs.start({ reply: failed, delayMs: 0, polls: 0 }, 1000, signal)).resolves.toMatchObject({
    answer: { status: 500, headers: { 'nvcf-status': 'errored' } },
    connection: 'cut',
  });
});

test('a client that goes away while it polls can ask again; one that goes away before has no id', async () => {
  const clock = createHandClock();
  const jobs = createJobs(clock);
  const first = await jobs.start({ reply, delayMs: 5000, polls: 1 }, 1000, signal);
  const leaving = new AbortController();
  const polled = jobs.poll(idOf(first), 10_000, leaving.signal);
  leaving.abort();
  await polled;
  expect(clock.waiting).toBe(0);
  clock.advance(5000);
  await expect(jobs.poll(idOf(first), 1000, signal)).resolves.toMatchObject({ answer: { status: 200 } });
});

test('all is forgotten when it is told to', async () => {
  const jobs = createJobs(createHandClock());
  const first = await jobs.start({ reply, delayMs: 0, polls: 1 }, 1000, signal);
  jobs.clear();
  await expect(jobs.poll(idOf(first), 1000, signal)).resolves.toMatchObject({ answer: { status: 404 } });
});
