import type { CallSignal } from './request.ts';

/** Time and chance, passed in so that tests own them. */
export interface Clock {
  /** Milliseconds since the epoch; never goes back. */
  now(): number;
  /** Between 0 and 1. */
  random(): number;
  /** Calls `run` once after `ms` milliseconds, unless the function that it returns is called before. */
  schedule(ms: number, run: () => void): () => void;
}

/** Above this a timer of JavaScript fires at once. */
const longestTimer = 2 ** 31 - 1;

/** The machine's time, and `Math.random`. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  random: Math.random,
  schedule(ms, run) {
    const timer = setTimeout(run, Math.min(ms, longestTimer));
    return () => clearTimeout(timer);
  },
};

/** Rejects with the signal's reason when it aborts first. */
export function sleep(clock: Clock, ms: number, signal: CallSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.schedule(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
