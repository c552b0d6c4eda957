import type { Clock } from '../src/clock.ts';

export interface HandClock extends Clock {
  /** Lets time pass: what falls due on the way runs, in its order. */
  advance(ms: number): void;
  /** Calls that wait. */
  readonly waiting: number;
}

/** Stands still until it is told. */
export function createHandClock(start = 0): HandClock {
  let now = start;
  let waiting: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    schedule(ms, run) {
      const entry = { at: now + ms, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((one) => one !== entry);
      };
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        waiting = waiting.filter((one) => one !== next);
        now = next.at;
        next.run();
      }
      now = until;
    },
    get waiting() {
      return waiting.length;
    },
  };
}

/** Lets all the time pass that anyone waits for, at once. */
export function createInstantClock(start = 0): Clock {
  const clock = createHandClock(start);
  return {
    now: clock.now,
    schedule(ms, run) {
      const cancel = clock.schedule(ms, run);
      queueMicrotask(() => clock.advance(ms));
      return cancel;
    },
  };
}
