import { expect, test } from 'vitest';
import { sleep, systemClock } from '../src/clock.ts';
import { createHandClock } from './hand-clock.ts';

test('sleeps until the time has passed', async () => {
  const clock = createHandClock();
  const slept = sleep(clock, 50, new AbortController().signal);
  clock.advance(49);
  expect(clock.waiting).toBe(1);
  clock.advance(1);
  await expect(slept).resolves.toBe(true);
});

test('wakes at once when the signal aborts, and leaves no timer', async () => {
  const clock = createHandClock();
  const leaving = new AbortController();
  const slept = sleep(clock, 50, leaving.signal);
  leaving.abort();
  await expect(slept).resolves.toBe(false);
  expect(clock.waiting).toBe(0);
  await expect(sleep(clock, 50, leaving.signal)).resolves.toBe(false);
});

test('does not sleep for no time', async () => {
  await expect(sleep(createHandClock(), 0, new AbortController().signal)).resolves.toBe(true);
});

test('the system’s clock keeps time and cancels', async () => {
  const before = systemClock.now();
  let ran = false;
  const cancel = systemClock.schedule(0, () => {
    ran = true;
  });
  cancel();
  await new Promise<void>((resolve) => systemClock.schedule(1, resolve));
  expect(ran).toBe(false);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
});
