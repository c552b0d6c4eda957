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

/** What all calls of a registry share. */
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
 * One call against one model: `run`, `send`, `attempt`, `ranked`, `finish` is the way of nearly all calls. More parts,
 * retries and waits are turns off it.
 *
 * Methods that call each other rather than `async` functions: each of those keeps its variables on the heap until it is
 * done, and six of them made half of a small call's garbage.
 */
export class Call implements AttemptOwner {
  settings: ResolvedSettings;
  /** Made so far, for all parts. */
  attempts = 0;
  readonly context: ExecutorContext;
  readonly model: CompiledModel;
  /** On the clock; no attempt and no wait goes beyond it. */
  readonly deadline: number;
  readonly #request: RerankRequest;
  readonly #given: CallSettings | undefined;
  readonly #trace: Trace | undefined;
  readonly #started: number;
  #prepared: PreparedCall | undefined;
  #rankings: Ranking[] | undefined;
  /** Parts whose first attempt has begun. */
  #begun = 0;
  /** Parts that are ranked. */
  #completed = 0;
  /** Ends the other parts of a split call when one fails for good. Parts of an unsplit call listen to the caller. */
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

  /** Ends with its signal and by its deadline. Once. */
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

  /** For a provider that checks its options asynchronously. */
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

  /** What attempts and waits listen to. */
  get #parent(): CallSignal | undefined {
    return this.#group ?? this.settings.signal;
  }

  /** An attempt has ranked its part. */
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

  /** An attempt has failed: another follows where the error, the settings, the budget and the deadline allow it. */
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

  /** Where one part has failed for good, the others are not worth waiting for. */
  #fail(error: unknown): void {
    this.#group?.end(error);
    // The reason of the caller's abort is the caller's.
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

  /** What all operations of this call's trace have in common. */
  traced(trace: Trace) {
    const { provider, endpoint, model } = this.model;
    return { id: trace.newId(), parentId: trace.parentId, provider, endpoint, model };
  }
}
