import { type Clock, sleep } from '../clock.ts';
import type { Environment } from '../environment.ts';
import { addDetails, RerankError } from '../errors.ts';
import type { Instrumentation } from '../instrumentation/instrumentation.ts';
import type { Trace } from '../instrumentation/trace.ts';
import type { CallSettings, CallSignal, RankedResponse, RerankRequest } from '../request.ts';
import { type ResolvedSettings, resolveSettings } from '../settings.ts';
import type { Transport } from '../transport/transport.ts';
import { Attempt, type AttemptOwner, type Ranking } from './attempt.ts';
import type { CompiledModel } from './compile.ts';
import type { Part } from './part.ts';
import { type PreparedCall, prepareCall } from './prepare.ts';
import { toResponse } from './respond.ts';
import { type RetryBudget, retryDelay } from './retry.ts';
import { Scope } from './scope.ts';

/** Shared by all calls of a registry. */
export interface ExecutorContext {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly retryBudget: RetryBudget;
  readonly env: () => Environment;
  readonly maxResponseBytes: number;
  readonly defaults: ResolvedSettings;
  readonly instrumentations: readonly Instrumentation[];
}

/**
 * A call to one model. Nearly all calls run `run`, `send`, `attempt`, `ranked`, `finish`; more parts, retries and waits
 * are the cold path.
 *
 * Methods call each other instead of being `async`: an async function keeps its variables on the heap until it returns,
 * and six of them caused half of the garbage of a small call.
 */
export class Call implements AttemptOwner {
  settings: ResolvedSettings;
  /** Attempts made so far, for all parts. */
  attempts = 0;
  readonly context: ExecutorContext;
  readonly model: CompiledModel;
  /** Time on the clock at which attempts and waits end. */
  readonly deadline: number;
  readonly #request: RerankRequest;
  readonly #given: CallSettings | undefined;
  readonly #trace: Trace | undefined;
  readonly #started: number;
  #prepared: PreparedCall | undefined;
  #rankings: Ranking[] | undefined;
  /** Number of parts whose first attempt has begun. */
  #begun = 0;
  /** Number of ranked parts. */
  #completed = 0;
  /** Ends the other parts of a split call when one fails finally. An unsplit call listens to the caller's signal. */
  #group: Scope | undefined;
  #resolve: ((response: RankedResponse) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(
    context: ExecutorContext,
    model: CompiledModel,
    request: RerankRequest,
    given: CallSettings | undefined,
    deadline: number,
    trace?: Trace | undefined,
  ) {
    this.context = context;
    this.model = model;
    this.#request = request;
    this.#given = given;
    this.deadline = deadline;
    this.#trace = trace;
    this.settings = context.defaults;
    this.#started = context.clock.now();
  }

  /** Call once. Ends when the signal aborts, and at the deadline. */
  run(): Promise<RankedResponse> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      try {
        this.#given?.signal?.throwIfAborted();
        if (this.#given !== undefined) this.settings = resolveSettings(this.#given, this.context.defaults);
        const prepared = prepareCall(this.model, this.#request, this.settings);
        if (prepared instanceof Promise) this.#sendLater(prepared);
        else this.#send(prepared);
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  /** Continues after a provider has checked its options asynchronously. */
  #sendLater(preparing: Promise<PreparedCall>): void {
    const ms = this.deadline - this.context.clock.now();
    Scope.run(() => preparing, this.context.clock, this.settings.signal, ms)
      .then((prepared) => this.#send(prepared))
      .catch((error: unknown) => this.#fail(error));
  }

  #send(prepared: PreparedCall): void {
    const { parts, checked } = prepared;
    this.#prepared = prepared;
    this.#rankings = new Array(parts.length);
    for (const part of parts) part.build(this.model.served, checked.textOnly);
    if (parts.length > 1) {
      this.#group = new Scope();
      this.#group.begin(this.context.clock, this.settings.signal);
    }
    const most = Math.min(parts.length, this.settings.maxParallel);
    while (this.#begun < most) this.#begin(parts[this.#begun] as Part);
  }

  #begin(part: Part): void {
    this.#begun++;
    this.context.retryBudget.deposit();
    part.encode(this.settings.headers);
    this.#attempt(part);
  }

  #attempt(part: Part): void {
    this.attempts++;
    part.attempts++;
    if (this.#trace === undefined) new Attempt(this, part, this).start(this.#parent);
    else this.#tracedAttempt(part, this.#trace);
  }

  /** The signal that ends attempts and waits. */
  get #parent(): CallSignal | undefined {
    return this.#group ?? this.settings.signal;
  }

  /** Stores the ranking of a part, and begins the next part or finishes. */
  ranked(part: Part, ranking: Ranking): void {
    const { parts } = this.#prepared as PreparedCall;
    (this.#rankings as Ranking[])[part.position] = ranking;
    this.#completed++;
    try {
      if (this.#completed === parts.length) this.#finish();
      else if (this.#begun < parts.length) this.#begin(parts[this.#begun] as Part);
    } catch (error) {
      this.#fail(error);
    }
  }

  #finish(): void {
    const durationMs = this.context.clock.now() - this.#started;
    const response = toResponse(this, this.#prepared as PreparedCall, this.#rankings as Ranking[], durationMs);
    this.#group?.done();
    this.#resolve?.(response);
  }

  /** Retries a failed part if the error, the settings, the retry budget and the deadline allow it. */
  failed(part: Part, error: unknown): void {
    const { clock, retryBudget } = this.context;
    const { maxRetries, maxRetryAfterMs } = this.settings;
    const parent = this.#parent;
    if (parent?.aborted) {
      this.#fail(parent.reason);
      return;
    }
    const mayRetry = error instanceof RerankError && part.attempts <= maxRetries;
    const limits = { maxRetryAfterMs, remainingMs: this.deadline - clock.now() };
    const delayMs = mayRetry ? retryDelay(error, part.attempts, limits, clock.random) : undefined;
    if (!mayRetry || delayMs === undefined || !retryBudget.withdraw()) {
      this.#fail(error);
      return;
    }
    part.retryReason = error.code;
    this.#wait(part, error, delayMs)
      .then(() => this.#attempt(part))
      .catch((reason: unknown) => this.#fail(reason));
  }

  #wait(part: Part, error: RerankError, delayMs: number): Promise<void> {
    const trace = this.#trace;
    const wait = () => sleep(this.context.clock, delayMs, this.#parent);
    if (trace === undefined) return wait();
    const { attempts, position } = part;
    const operation = { type: 'wait', ...this.traced(trace), part: position, attempt: attempts + 1 } as const;
    return trace.wrap({ ...operation, error, delayMs }, wait, () => ({}));
  }

  /** Rejects the call, and ends its other parts. */
  #fail(error: unknown): void {
    this.#group?.end(error);
    // The caller's own abort reason is thrown unchanged.
    if (error instanceof RerankError && !this.#given?.signal?.aborted) {
      const { provider, model } = this.model;
      addDetails(error, { provider, model, attempts: this.attempts });
    }
    this.#reject?.(error);
  }

  #tracedAttempt(part: Part, trace: Trace): void {
    const { attempts, input, position, retryReason } = part;
    const documents = input.passages.length;
    trace.totals.attempts++;
    const operation = { type: 'attempt', ...this.traced(trace), part: position, attempt: attempts } as const;
    const work = (inner: Trace) =>
      new Promise<Ranking>((resolve, reject) => {
        const owner = {
          ranked: (_: Part, ranking: Ranking) => resolve(ranking),
          failed: (_: Part, error: unknown) => reject(error),
        };
        new Attempt(this, part, owner, inner).start(this.#parent);
      });
    trace
      .wrap({ ...operation, documents, retryReason }, work, ({ usage, requestId }) => ({
        usage,
        upstreamRequestId: requestId,
      }))
      .then(
        (ranking) => this.ranked(part, ranking),
        (error: unknown) => this.failed(part, error),
      );
  }

  /** Fields that all operations of this call share. */
  traced(trace: Trace) {
    const { provider, endpoint, model } = this.model;
    return { id: trace.newId(), parentId: trace.parentId, provider, endpoint, model };
  }
}
