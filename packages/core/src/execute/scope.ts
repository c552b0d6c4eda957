import type { Clock } from '../clock.ts';

/** Whether and why a piece of work is to end before it is done. */
export interface Scope {
  /** Undefined while the work is to go on. */
  readonly ended: { readonly reason: unknown } | undefined;
  /** Made when it is first asked for: to make and to listen to one costs more than most of a small call. */
  readonly signal: AbortSignal;
  onEnd(listener: (reason: unknown) => void): void;
}

export interface ScopeTimeout {
  readonly clock: Clock;
  readonly ms: number;
  readonly reason: () => unknown;
}

/** Undefined for a deadline that never comes. */
export function timeoutAt(deadline: number, clock: Clock, reason: () => unknown): ScopeTimeout | undefined {
  return deadline === Number.POSITIVE_INFINITY ? undefined : { clock, ms: deadline - clock.now(), reason };
}

/**
 * Runs `work` in a scope that ends with the parent signal, when the time is up, and when the work fails: what it has
 * left running is not worth waiting for. Rejects with the reason at once, even where `work` does not listen.
 */
export function runScoped<T>(
  work: (scope: Scope) => Promise<T>,
  parent: AbortSignal | undefined,
  timeout?: ScopeTimeout,
): Promise<T> {
  if (parent?.aborted) return Promise.reject(parent.reason);
  return new Promise((resolve, reject) => {
    const scope = createScope();
    const release = () => {
      stopTimer?.();
      parent?.removeEventListener('abort', follow);
    };
    const fail = (reason: unknown) => {
      release();
      reject(reason);
      scope.end(reason);
    };
    const follow = () => fail(parent?.reason);
    parent?.addEventListener('abort', follow, { once: true });
    const stopTimer = timeout?.clock.schedule(timeout.ms, () => fail(timeout.reason()));
    work(scope).then((result) => {
      release();
      resolve(result);
    }, fail);
  });
}

function createScope(): Scope & { end(reason: unknown): void } {
  let ended: Scope['ended'];
  let controller: AbortController | undefined;
  const listeners: ((reason: unknown) => void)[] = [];
  return {
    get ended() {
      return ended;
    },
    get signal() {
      controller ??= new AbortController();
      if (ended !== undefined) controller.abort(ended.reason);
      return controller.signal;
    },
    onEnd(listener) {
      if (ended === undefined) listeners.push(listener);
      else listener(ended.reason);
    },
    end(reason) {
      if (ended !== undefined) return;
      ended = { reason };
      controller?.abort(reason);
      for (const listener of listeners) listener(reason);
    },
  };
}
