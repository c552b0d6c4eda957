import type { Clock } from '../clock.ts';
import type { Instrumentation, Operation, Outcome } from './instrumentation.ts';

/** The enabled instrumentations of a call, with the id of the enclosing operation. */
export class Trace {
  readonly #clock: Clock;
  readonly #instrumentations: readonly Instrumentation[];
  /** Id of the enclosing operation; empty for a call. */
  readonly parentId: string;
  /** Totals of the whole call so far, fallbacks included, also if it is aborted. */
  readonly totals: { attempts: number };

  constructor(
    clock: Clock,
    instrumentations: readonly Instrumentation[],
    parentId = '',
    totals: Trace['totals'] = { attempts: 0 },
  ) {
    this.#clock = clock;
    this.#instrumentations = instrumentations;
    this.parentId = parentId;
    this.totals = totals;
  }

  /**
   * Runs the work inside every instrumentation, the first of them outermost, and settles as the work does. The work gets
   * the trace for its child operations. `describe` makes the outcome of a result.
   */
  wrap<T>(
    operation: Operation,
    work: (inner: Trace) => Promise<T>,
    describe: (result: T) => Omit<Outcome, 'durationMs' | 'error'>,
    describeError: () => Omit<Outcome, 'durationMs' | 'error'> = () => ({}),
  ): Promise<T> {
    const clock = this.#clock;
    const instrumentations = this.#instrumentations;
    const started = clock.now();
    const start = once(() => work(new Trace(clock, instrumentations, operation.id, this.totals)));
    let wrapped = once(() =>
      start()
        // The response of a middleware or a transport may lack the described fields: `describe` throws, and the outcome has the error.
        .then((value): Outcome => ({ durationMs: clock.now() - started, ...describe(value) }))
        .catch((error: unknown): Outcome => ({ durationMs: clock.now() - started, ...describeError(), error })),
    );
    for (const instrumentation of instrumentations.toReversed()) {
      const inside = wrapped;
      wrapped = once(() => runIn(instrumentation, operation, inside));
    }
    // Instrumentations receive the outcome before the caller receives the result.
    return wrapped().then(start);
  }

  /** 16 hexadecimal digits, like an OpenTelemetry span id. */
  newId(): string {
    return hex(this.#clock.random()) + hex(this.#clock.random());
  }
}

const hex = (random: number): string =>
  Math.floor(random * 2 ** 32)
    .toString(16)
    .padStart(8, '0');

/** Errors of an instrumentation do not affect the call, and the work runs even if it does not run it. */
function runIn(
  instrumentation: Instrumentation,
  operation: Operation,
  inside: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    const returned: unknown = instrumentation(operation, inside);
    if (returned instanceof Promise) returned.catch(() => {});
  } catch {}
  return inside();
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
