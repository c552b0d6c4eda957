import type { Clock } from '../../src/clock.ts';

export interface ManualClock extends Clock {
  /** Milliseconds of every timer that was started and not cancelled before it fired. */
  readonly waited: readonly number[];
  readonly pending: number;
  advance(ms: number): void;
  /** Fires timers, earliest first, whenever nothing else can go on, until the promise settles. */
  drive<T>(promise: Promise<T>): Promise<T>;
}

export function manualClock({ start = 0, random = (): number => 1 } = {}): ManualClock {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly ms: number; readonly run: () => void }>();
  const waited: number[] = [];
  const fireEarliest = () => {
    const [timer] = [...timers].sort((a, b) => a.at - b.at);
    if (timer === undefined) throw new Error('The call waits for something that no timer ends.');
    timers.delete(timer);
    now = Math.max(now, timer.at);
    waited.push(timer.ms);
    timer.run();
  };
  return {
    waited,
    get pending() {
      return timers.size;
    },
    now: () => now,
    random,
    schedule(ms, run) {
      const timer = { at: now + ms, ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      now += ms;
    },
    async drive(promise) {
      let settled = false;
      const settle = () => {
        settled = true;
      };
      promise.then(settle, settle);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (settled) return promise;
        fireEarliest();
      }
    },
  };
}
