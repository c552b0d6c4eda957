import type { Steps } from './scoring.ts';

/** Some milliseconds of work. Most calls are smaller and run in one go. */
const UNITS_PER_TURN = 128 * 1024;

/** Ends once the timers and sockets that were waiting have had their turn. */
const nextTurn = ({ setImmediate, setTimeout }: Scheduler): Promise<void> =>
  new Promise((resolve) => {
    // Browsers have no setImmediate; elsewhere it does without the timer's delay.
    if (setImmediate === undefined) setTimeout(resolve, 0);
    else setImmediate(resolve);
  });

export interface Scheduler {
  readonly setImmediate?: ((callback: () => void) => unknown) | undefined;
  readonly setTimeout: (callback: () => void, milliseconds: number) => unknown;
}

/**
 * Runs steps to their end and gives way now and then, so that a long call does not hold up the process and an abort is
 * seen. Throws the signal's own reason.
 */
export async function inTurns<Result>(
  steps: Steps<Result>,
  signal: AbortSignal,
  scheduler: Scheduler = globalThis,
): Promise<Result> {
  let units = 0;
  for (;;) {
    signal.throwIfAborted();
    const step = steps.next();
    if (step.done) return step.value;
    units += step.value;
    if (units < UNITS_PER_TURN) continue;
    units = 0;
    await nextTurn(scheduler);
  }
}
