import { type Clock, sleep } from '../clock.ts';
import { RerankError } from '../errors.ts';
import { type RetryBudget, retryDelay } from './retry.ts';
import { openScope } from './scope.ts';

export interface AttemptPolicy {
  readonly clock: Clock;
  readonly retryBudget: RetryBudget;
  readonly maxRetries: number;
  readonly maxRetryAfterMs: number;
  /** One attempt. */
  readonly timeoutMs: number;
  /** On the clock; no wait may go beyond it. */
  readonly deadline: number;
  onAttempt(attempt: number): void;
  onRetry(attempt: number, error: RerankError, delayMs: number): void;
}

/** Makes attempts until one succeeds, fails for good, or the policy allows no more. */
export async function withRetries<T>(
  work: (signal: AbortSignal) => Promise<T>,
  policy: AttemptPolicy,
  signal: AbortSignal,
): Promise<T> {
  const { clock, retryBudget, maxRetries, maxRetryAfterMs, deadline } = policy;
  retryBudget.deposit();
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    policy.onAttempt(attempt);
    try {
      return await attemptOnce(work, policy, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof RerankError) || attempt > maxRetries) throw error;
      const limits = { maxRetryAfterMs, remainingMs: deadline - clock.now() };
      const delayMs = retryDelay(error, attempt, limits, clock.random);
      if (delayMs === undefined || !retryBudget.withdraw()) throw error;
      policy.onRetry(attempt + 1, error, delayMs);
      await sleep(clock, delayMs, signal);
    }
  }
}

async function attemptOnce<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { clock, timeoutMs }: AttemptPolicy,
  parent: AbortSignal,
): Promise<T> {
  const reason = () => new RerankError('timeout', `No answer within ${timeoutMs} ms (timeoutMs).`);
  const scope = openScope(parent, { clock, ms: timeoutMs, reason });
  try {
    return await scope.race(work(scope.signal));
  } finally {
    scope.release();
  }
}
