import { Worker } from 'node:worker_threads';
import type { RerankError } from '@openrerank/core';
import { expect, it, onTestFinished } from 'vitest';
import type { Task } from '../src/node/messages.ts';
import { createThreads } from '../src/node/threads.ts';

const task: Task = { model: 'encoder' };
const never = new AbortController().signal;

/** What a thread does with each question. */
const programs = {
  answers: 'port.postMessage({ id: question.id, scores: Float64Array.from(question.texts, ({ length }) => length) })',
  refuses: "port.postMessage({ id: question.id, failure: { code: 'not_found', message: 'None.', retryable: false } })",
  isSilent: '',
  crashes: "throw new Error('out of order')",
  exits: 'process.exit(3)',
} as const;

/** Threads that run these programs, one after the other as they are started. */
function threadsOf(...names: readonly (keyof typeof programs)[]) {
  const started: Worker[] = [];
  const scorerFor = createThreads(() => {
    const program = programs[names[started.length] ?? 'answers'];
    const code = `const port = require('node:worker_threads').parentPort; port.on('message', (question) => { ${program} });`;
    const worker = new Worker(code, { eval: true });
    onTestFinished(async () => void (await worker.terminate()));
    started.push(worker);
    return worker;
  });
  return { scorerFor, started };
}

it('asks one thread again and again', async () => {
  const { scorerFor, started } = threadsOf('answers');
  const [first, second] = await Promise.all([
    scorerFor(task)('query', ['a', 'bb'], never),
    scorerFor(task)('query', ['ccc'], never),
  ]);
  expect([first, second]).toEqual([Float64Array.from([1, 2]), Float64Array.from([3])]);
  expect(await scorerFor({ model: 'encoder' })('query', [], never)).toEqual(new Float64Array());
  expect(started).toHaveLength(1);
});

it('starts a thread for each model', async () => {
  const { scorerFor, started } = threadsOf('answers', 'answers', 'answers');
  for (const folder of ['/a', '/b', '/a']) await scorerFor({ model: 'cross-encoder', folder })('query', ['a'], never);
  await scorerFor(task)('query', ['a'], never);
  expect(started).toHaveLength(3);
});

it('makes of a thread’s failure the error that it was', async () => {
  const { scorerFor } = threadsOf('refuses');
  await expect(scorerFor(task)('query', ['a'], never)).rejects.toMatchObject({
    name: 'RerankError',
    code: 'not_found',
    message: 'None.',
    retryable: false,
    details: {},
  });
});

it.each(['crashes', 'exits'] as const)(
  'fails all calls under way when a thread %s, and starts a new one',
  async (end) => {
    const { scorerFor, started } = threadsOf(end, 'answers');
    const calls = ['secret', 'secret'].map((text) => scorerFor(task)('query', [text], never));
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', retryable: true } });
      const { message, cause } = (outcome as PromiseRejectedResult).reason as RerankError;
      expect(message).not.toContain('secret');
      expect(cause).toEqual(end === 'crashes' ? new Error('out of order') : undefined);
    }
    expect(await scorerFor(task)('query', ['a'], never)).toEqual(Float64Array.from([1]));
    expect(started).toHaveLength(2);
  },
);

it('lets a caller go at once that gives up, with its own reason', async () => {
  const { scorerFor } = threadsOf('isSilent');
  const controller = new AbortController();
  const call = scorerFor(task)('query', ['a'], controller.signal);
  const reason = new Error('gone');
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  await expect(scorerFor(task)('query', ['a'], controller.signal)).rejects.toBe(reason);
});

it('tells the thread who gave up, and takes no late answer for another call’s', async () => {
  const { scorerFor, started } = threadsOf('answers');
  const controller = new AbortController();
  const score = scorerFor(task);
  const given = score('query', ['aaaa'], controller.signal);
  controller.abort();
  await expect(given).rejects.toBe(controller.signal.reason);
  // The thread's program fails on a question without texts, as the one that cancels has none.
  await expect(score('query', ['a'], never)).rejects.toMatchObject({ code: 'unavailable' });
  expect(started).toHaveLength(1);
});
