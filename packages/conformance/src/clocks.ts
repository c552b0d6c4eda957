import type { Clock } from '@openrerank/core';

/** A clock on which waits are over at once, and are noted. */
export interface HastyClock extends Clock {
  /** In milliseconds, in the order in which they were begun. */
  readonly waits: readonly number[];
}

/** Timers of this length and longer are time limits, which never come here. */
const timeLimitMs = 60_000;

export function hastyClock(): HastyClock {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    schedule(ms, run) {
      if (ms >= timeLimitMs) return () => {};
      waits.push(ms);
      const timer = setImmediate(() => {
        now += ms;
        run();
      });
      return () => clearImmediate(timer);
    },
  };
}

/** A clock that stands until it is told that all its timers are due. */
export interface HeldClock extends Clock {
  ring(): void;
}

export function heldClock(): HeldClock {
  const timers = new Set<() => void>();
  return {
    now: () => 0,
    random: () => 0.5,
    schedule(_ms, run) {
      timers.add(run);
      return () => timers.delete(run);
    },
    ring() {
      for (const run of [...timers]) run();
    },
  };
}
