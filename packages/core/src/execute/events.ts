import type { RerankError } from '../errors.ts';

/**
 * What happens during a call, for metrics and logs. Holds no query, document or key.
 *
 * Per request: `attempt`, then `retry` before each further attempt. Per model that is asked: one `end`.
 * `part` counts the requests of a split call from 0; `attempt` counts from 1.
 */
export type RerankEvent =
  | {
      readonly type: 'attempt';
      readonly provider: string;
      readonly model: string;
      readonly part: number;
      readonly attempt: number;
    }
  | {
      readonly type: 'retry';
      readonly provider: string;
      readonly model: string;
      readonly part: number;
      /** The attempt that will be made. */
      readonly attempt: number;
      readonly error: RerankError;
      readonly delayMs: number;
    }
  | {
      readonly type: 'end';
      readonly provider: string;
      readonly model: string;
      readonly attempts: number;
      readonly durationMs: number;
      /** Absent when the call succeeded. */
      readonly error?: unknown;
    };

type Observer = ((event: RerankEvent) => void) | undefined;

/**
 * An observer that fails must not break the call that it observes: what it throws, or its promise rejects with, is its
 * own affair, since there is nobody here to tell.
 */
export function notify(observer: Observer, event: RerankEvent): void {
  try {
    // An async observer is one for TypeScript too.
    const outcome: unknown = observer?.(event);
    if (outcome instanceof Promise) outcome.catch(() => {});
  } catch {}
}
