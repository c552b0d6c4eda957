import { type Clock, sleep } from '../clock.ts';
import { RerankError } from '../errors.ts';
import type { CallSignal } from '../request.ts';
import { type RetryBudget, retryDelay } from './retry.ts';
import { runScoped, type Scope } from './scope.ts';

export interface AttemptPolicy {
  readonly clock: Clock;
  readonly retryBudget: RetryBudget;
  readonly maxRetries: number;
  readonly maxRetryAfterMs: number;
  /** One attempt. */
  readonly timeoutMs: number;
  /** On the clock; no attempt and no wait goes beyond it. */
  readonly deadline: number;
  onAttempt(attempt: number): void;
  onRetry(attempt: number, error: RerankError, delayMs: number): void;
}

type Work<T> = (scope: Scope) => Promise<T>;

/** Makes attempts until one succeeds, fails for good, or the policy allows no more. */
export function withRetries<T>(work: Work<T>, policy: AttemptPolicy, signal: CallSignal | undefined): Promise<T> {
  policy.retryBudget.deposit();
  return attemptFrom(1, work, policy, signal);
}

function attemptFrom<T>(
  attempt: number,
  work: Work<T>,
  policy: AttemptPolicy,
  signal: CallSignal | undefined,
): Promise<T> {
  policy.onAttempt(attempt);
  return runScoped(work, signal, timeoutOf(policy)).catch(async (error: unknown) => {
    await pauseAfter(error, attempt, policy, signal);
    return attemptFrom(attempt + 1, work, policy, signal);
  });
}

/** Waits until the next attempt may begin. Throws the error where there is none to be made. */
async function pauseAfter(
  error: unknown,
  attempt: number,
  policy: AttemptPolicy,
  signal: CallSignal | undefined,
): Promise<void> {
  const { clock, retryBudget, maxRetries, maxRetryAfterMs, deadline } = policy;
  signal?.throwIfAborted();
  if (!(error instanceof RerankError) || attempt > maxRetries) throw error;
  const limits = { maxRetryAfterMs, remainingMs: deadline - clock.now() };
  const delayMs = retryDelay(error, attempt, limits, clock.random);
  if (delayMs === undefined || !retryBudget.withdraw()) throw error;
  policy.onRetry(attempt + 1, error, delayMs);
  await sleep(clock, delayMs, signal);
  signal?.throwIfAborted();
}

/** The attempt's own time, or what is left of the call's where that is less. */
function timeoutOf({ clock, timeoutMs, deadline }: AttemptPolicy) {
  const remainingMs = deadline - clock.now();
  return timeoutMs <= remainingMs
    ? {
        clock,
        ms: timeoutMs,
        reason: () => new RerankError('timeout', `No answer within ${timeoutMs} ms (timeoutMs).`),
      }
    : { clock, ms: remainingMs, reason: callTimeout };
}

export const callTimeout = () => new RerankError('timeout', 'The call did not end within its time (totalTimeoutMs).');
