import type { Clock } from '../clock.ts';
import { RerankError } from '../errors.ts';
import type { CallSignal } from '../request.ts';

/** The setting that sets a limit, for messages. */
export type LimitName = 'timeoutMs' | 'totalTimeoutMs';

/**
 * A piece of work that ends when it is done, when it fails, when its time is up, or when its parent signal aborts,
 * whichever is first. It is a signal for the work inside. An `AbortSignal` is created only on demand: creating and
 * listening to one costs more than most of a small call.
 */
export class Scope implements CallSignal {
  aborted = false;
  reason: unknown;
  protected isOver = false;
  #listeners: ((reason: unknown) => void)[] | undefined;
  #controller: AbortController | undefined;
  #cancelTimer: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  /** Follows the parent, and ends when the time is up. */
  begin(
    clock: Clock,
    parent: CallSignal | undefined,
    ms = Number.POSITIVE_INFINITY,
    limit: LimitName = 'totalTimeoutMs',
  ): void {
    if (parent !== undefined) this.#follow(parent);
    if (this.aborted || ms === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = clock.schedule(ms, () => this.end(timeoutError(limit, ms)));
  }

  /** Runs the work in a scope. Rejects with the reason as soon as the scope ends, even where the work does not listen. */
  static run<T>(
    work: (scope: Scope) => Promise<T>,
    clock: Clock,
    parent: CallSignal | undefined,
    ms = Number.POSITIVE_INFINITY,
  ): Promise<T> {
    const scope = new Scope();
    return new Promise((resolve, reject) => {
      scope.onAbort(reject);
      scope.begin(clock, parent, ms);
      if (scope.aborted) return;
      work(scope).then(
        (value) => {
          scope.done();
          resolve(value);
        },
        (error: unknown) => scope.end(error),
      );
    });
  }

  #follow(parent: CallSignal): void {
    if (parent.aborted) {
      this.end(parent.reason);
      return;
    }
    const onAbort = () => this.end(parent.reason);
    // A constant first: V8 allocates a function expression written behind `this.x =` as long-lived, and until the next full
    // collection it would keep all objects of a finished call.
    const stopListening = () => parent.removeEventListener('abort', onAbort);
    parent.addEventListener('abort', onAbort, { once: true });
    this.#stopListening = stopListening;
  }

  /** Marks the work as done: neither its time limit nor its parent ends it any more. */
  done(): void {
    this.isOver = true;
    this.#cancelTimer?.();
    this.#stopListening?.();
  }

  /** Ends the work early. The first reason counts. */
  end(reason: unknown): void {
    if (this.isOver) return;
    this.done();
    this.aborted = true;
    this.reason = reason;
    const listeners = this.#listeners ?? [];
    this.#listeners = undefined;
    for (const listener of listeners) listener(reason);
    this.#controller?.abort(reason);
  }

  /** Calls back when the scope ends before its work is done, immediately if it has. */
  onAbort(listener: (reason: unknown) => void): void {
    if (this.aborted) listener(this.reason);
    else if (this.#listeners === undefined) this.#listeners = [listener];
    else this.#listeners.push(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.onAbort(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const position = this.#listeners?.indexOf(listener) ?? -1;
    if (position !== -1) this.#listeners?.splice(position, 1);
  }

  /** This scope as an `AbortSignal`, for code that needs one. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }
}

function timeoutError(limit: LimitName, ms: number): RerankError {
  return new RerankError(
    'timeout',
    limit === 'timeoutMs'
      ? `No response within ${ms} ms (timeoutMs).`
      : 'The call did not end within its time (totalTimeoutMs).',
  );
}
