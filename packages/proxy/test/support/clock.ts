import type { Clock } from '@openrerank/core';

/** Stands still until it is moved. Timers that come due run in order. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
}

export function manualClock(random: () => number = () => 0): ManualClock {
  let time = 1_000_000;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => time,
    random,
    schedule(ms, run) {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      time += ms;
      const due = timers.filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);
      timers = timers.filter(({ at }) => at > time);
      for (const { run } of due) run();
    },
  };
}
