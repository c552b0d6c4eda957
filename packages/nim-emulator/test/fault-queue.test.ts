import { expect, test } from 'vitest';
import type { Fault } from '../src/fault.ts';
import { createFaultQueue } from '../src/fault-queue.ts';

const ranking = { target: 'ranking', hosted: false, model: 'a' } as const;

const queue = (...faults: Fault[]) => {
  const waiting = createFaultQueue();
  waiting.add(faults);
  return waiting;
};

test('strikes once, in the order of injection', () => {
  const waiting = queue({ status: 500 }, { status: 429 });
  expect(waiting.take(ranking)).toMatchObject({ status: 500 });
  expect(waiting.take(ranking)).toMatchObject({ status: 429 });
  expect(waiting.take(ranking)).toBeUndefined();
});

test('strikes so many times, or always', () => {
  const waiting = queue({ status: 500, times: 2 }, { status: 503, times: 'always' });
  const statuses = Array.from({ length: 5 }, () => waiting.take(ranking)?.status);
  expect(statuses).toEqual([500, 500, 503, 503, 503]);
});

test('passes by what it does not fit: another model, another route, a container for a 202', () => {
  const waiting = queue({ status: 500, model: 'b' }, { status: 501, on: 'models' }, { pending: { polls: 1 } });
  expect(waiting.take(ranking)).toBeUndefined();
  expect(waiting.take({ ...ranking, model: 'b' })).toMatchObject({ status: 500 });
  expect(waiting.take({ ...ranking, target: 'models' })).toMatchObject({ status: 501 });
  expect(waiting.take({ ...ranking, hosted: true })).toMatchObject({ pending: { polls: 1 } });
});

test('strikes any route when it is told to', () => {
  expect(queue({ on: 'any', status: 500 }).take({ ...ranking, target: 'status' })).toMatchObject({ status: 500 });
});

test('lists what waits, with the times that are left, and forgets it', () => {
  const waiting = queue({ status: 500, times: 3 }, { delayMs: 5, times: 'always' });
  waiting.take(ranking);
  expect(waiting.list()).toEqual([
    { status: 500, times: 2 },
    { delayMs: 5, times: 'always' },
  ]);
  waiting.clear();
  expect(waiting.list()).toEqual([]);
});
