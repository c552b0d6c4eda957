import { expect, it } from 'vitest';
import type { Steps } from '../src/scoring.ts';
import { inTurns, type Scheduler } from '../src/turns.ts';

const large = 128 * 1024;

function* steps(units: readonly number[], done: number[] = []): Steps<string> {
  for (const unit of units) {
    done.push(unit);
    yield unit;
  }
  return 'result';
}

/** Counts the turns that are given away. */
const countingScheduler = () => {
  const turns: string[] = [];
  const run = (kind: string) => (callback: () => void) => {
    turns.push(kind);
    queueMicrotask(callback);
  };
  const scheduler: Scheduler = { setImmediate: run('immediate'), setTimeout: run('timeout') };
  return { scheduler, turns };
};

const never = new AbortController().signal;

it('runs a small call in one go', async () => {
  const { scheduler, turns } = countingScheduler();
  expect(await inTurns(steps([2048, 2048, large - 4097]), never, scheduler)).toBe('result');
  expect(turns).toEqual([]);
});

it('gives others their turn each time that so much work is done', async () => {
  const { scheduler, turns } = countingScheduler();
  expect(await inTurns(steps(Array.from({ length: 8 }, () => large / 2)), never, scheduler)).toBe('result');
  expect(turns).toEqual(['immediate', 'immediate', 'immediate', 'immediate']);
});

it('does with a timer where there is no setImmediate', async () => {
  const { scheduler, turns } = countingScheduler();
  await inTurns(steps([large]), never, { setTimeout: scheduler.setTimeout });
  expect(turns).toEqual(['timeout']);
});

it('does not start when the signal is aborted already, and throws its reason', async () => {
  const done: number[] = [];
  const reason = new Error('gone');
  await expect(inTurns(steps([1], done), AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(done).toEqual([]);
});

it('lets a timer abort it and stops there', async () => {
  const done: number[] = [];
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  setImmediate(() => controller.abort(reason));
  await expect(inTurns(steps([large, large, large], done), controller.signal)).rejects.toBe(reason);
  expect(done.length).toBeLessThan(3);
});
