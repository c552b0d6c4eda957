import type { Clock } from '../clock.ts';
import type { RerankError } from '../errors.ts';

/** Full jitter: anything between 0 and the backoff, so that clients that failed together do not return together. */
const firstBackoffMs = 250;
const longestBackoffMs = 8_000;

export interface RetryLimits {
  /** An upstream that asks for a longer wait is not waited for. */
  readonly maxRetryAfterMs: number;
  /** Until the call's deadline. */
  readonly remainingMs: number;
}

/**
 * How long to wait before attempt `attempt` + 1, in milliseconds, or undefined where no further attempt makes sense:
 * the error is final, the upstream asks for too long a wait, or the wait would end after the deadline.
 */
export function retryDelay(
  error: RerankError,
  attempt: number,
  { maxRetryAfterMs, remainingMs }: RetryLimits,
  random: () => number,
): number | undefined {
  if (!error.retryable) return undefined;
  const { retryAfterMs } = error.details;
  if (retryAfterMs !== undefined && retryAfterMs > maxRetryAfterMs) return undefined;
  const backoffMs = random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
  // On top of what the upstream asks for: it tells all its clients the same time.
  const delayMs = (retryAfterMs ?? 0) + backoffMs;
  return delayMs < remainingMs ? delayMs : undefined;
}

/** `retry-after` in milliseconds from its two forms: seconds, or an HTTP date. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // Date.parse finds a date in almost anything.
  const date = / GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** How many retries a registry allows for all of its calls together. */
export interface RetryBudgetOptions {
  /** Retries that may happen at once. Default 20. */
  readonly burst?: number | undefined;
  /** What each request adds. Default 0.2: in the long run at most one retry for five requests. */
  readonly perCall?: number | undefined;
  /** What each second adds, so that a quiet registry recovers too. Default 1. */
  readonly perSecond?: number | undefined;
}

/** Bounds the retries of all calls together: while an upstream is down, retries must not multiply its load. */
export interface RetryBudget {
  deposit(): void;
  /** False when the budget is spent; then the error is final. */
  withdraw(): boolean;
}

export function createRetryBudget(clock: Clock, options: RetryBudgetOptions = {}): RetryBudget {
  const { burst = 20, perCall = 0.2, perSecond = 1 } = options;
  let balance = burst;
  let countedTo = clock.now();
  const add = (amount: number) => {
    balance = Math.min(burst, balance + amount);
  };
  return {
    deposit: () => add(perCall),
    withdraw() {
      const now = clock.now();
      add(((now - countedTo) / 1000) * perSecond);
      countedTo = now;
      if (balance < 1) return false;
      balance -= 1;
      return true;
    },
  };
}
