import type { Clock } from '../clock.ts';
import type { Instrumentation, Operation, Outcome } from './instrumentation.ts';

/** The instrumentations of one call that somebody listens to, with the id of the operation that they are in. */
export class Trace {
  readonly #clock: Clock;
  readonly #instrumentations: readonly Instrumentation[];
  /** Of the operation whose children this trace wraps; empty at the top. */
  readonly parentId: string;
  /** Of the whole call so far, whatever its end: a fallback's and those of an aborted call too. */
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
   * the trace for its own parts. `describe` reads from a result what belongs into its outcome.
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
        // A middleware's response, or a transport's, may lack what there is to describe: that is an error here only.
        .then((value): Outcome => ({ durationMs: clock.now() - started, ...describe(value) }))
        .catch((error: unknown): Outcome => ({ durationMs: clock.now() - started, ...describeError(), error })),
    );
    for (const instrumentation of instrumentations.toReversed()) {
      const inside = wrapped;
      wrapped = once(() => runIn(instrumentation, operation, inside));
    }
    // Whoever waits for the outcome hears of it before the caller does.
    return wrapped().then(start);
  }

  /** 16 hexadecimal digits, as many as a span of OpenTelemetry has. */
  newId(): string {
    return hex(this.#clock.random()) + hex(this.#clock.random());
  }
}

const hex = (random: number): string =>
  Math.floor(random * 2 ** 32)
    .toString(16)
    .padStart(8, '0');

/** An instrumentation's own failure, or its not running what it wraps, does not concern the call. */
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
