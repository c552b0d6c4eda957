import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../packages/core/src/index.ts';
import { type Entry, hookName } from '../count.ts';

/** Passed in, so that reading the time is not a move. */
export const clock: Clock = {
  now: () => performance.now(),
  random: Math.random,
  schedule(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Calls before the recorded one: connections are open, and what only a first call makes exists. */
const warmUpCalls = 3;

/** For what follows a response, such as the access log. */
const settleMs = 100;

/** Makes the call a few times, then once more, and sends the functions that the last one enters to the parent process. */
export async function recordCall(call: () => Promise<void>): Promise<void> {
  for (let i = 0; i < warmUpCalls; i++) {
    await call();
    await sleep(settleMs);
  }
  const entries: Entry[] = [];
  Reflect.set(globalThis, hookName, (file: string, name: string) => entries.push({ file, name }));
  await call();
  await sleep(settleMs);
  Reflect.deleteProperty(globalThis, hookName);
  // Sent as a whole before the program may end.
  await new Promise<unknown>((resolve) => process.send?.(entries, undefined, undefined, resolve));
}
