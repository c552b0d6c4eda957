import type { RerankError } from '../errors.ts';
import type { Instrumentation } from './instrumentation.ts';

/**
 * An event of a call, for metrics and logs. Holds no query, document or key.
 *
 * Per upstream request: `attempt`, with `retry` before each attempt after the first. Per call: one `end`. `part` counts
 * the requests of a split call from 0; `attempt` counts from 1.
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
      /** Number of the next attempt. */
      readonly attempt: number;
      /** The error of the previous attempt. */
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

/** Reports calls and attempts to an observer. Its errors and rejected promises are ignored. */
export const eventsTo =
  (onEvent: (event: RerankEvent) => void): Instrumentation =>
  (operation, run) => {
    const { provider, model } = operation;
    switch (operation.type) {
      case 'attempt':
        return onEvent({ type: 'attempt', provider, model, part: operation.part, attempt: operation.attempt });
      case 'wait': {
        const { part, attempt, error, delayMs } = operation;
        return onEvent({ type: 'retry', provider, model, part, attempt, error, delayMs });
      }
      case 'call':
        return run().then(({ durationMs, attempts = 0, error }) =>
          onEvent({ type: 'end', provider, model, attempts, durationMs, error }),
        );
      case 'exchange':
        return undefined;
    }
  };
