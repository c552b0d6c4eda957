import { tracingChannel } from 'node:diagnostics_channel';
import type { Instrumentation, Operation, Outcome } from './instrumentation.ts';

/** The message of the channels: the operation from its start, the outcome at its end. */
export interface DiagnosticsMessage {
  readonly operation: Operation;
  outcome?: Outcome;
}

/**
 * Publishes on Node's `diagnostics_channel`, as the tracing channels `openrerank.call`, `openrerank.attempt`,
 * `openrerank.wait` and `openrerank.exchange`. Their `start` channels can bind an `AsyncLocalStorage`
 * (`channel.start.bindStore`). Costs nothing while nobody subscribes.
 */
export function diagnosticsInstrumentation(): Instrumentation {
  const channels = {
    call: tracingChannel<DiagnosticsMessage>('openrerank.call'),
    attempt: tracingChannel<DiagnosticsMessage>('openrerank.attempt'),
    wait: tracingChannel<DiagnosticsMessage>('openrerank.wait'),
    exchange: tracingChannel<DiagnosticsMessage>('openrerank.exchange'),
  };
  const all = Object.values(channels).flatMap(({ start, end, asyncStart, asyncEnd, error }) => [
    start,
    end,
    asyncStart,
    asyncEnd,
    error,
  ]);
  const publish = (operation: Operation, run: () => Promise<Outcome>): Promise<Outcome> => {
    const message: DiagnosticsMessage = { operation };
    const work = async () => {
      message.outcome = await run();
      return message.outcome;
    };
    return channels[operation.type].tracePromise(work, message);
  };
  return Object.assign(publish, { isEnabled: () => all.some((channel) => channel.hasSubscribers) });
}
