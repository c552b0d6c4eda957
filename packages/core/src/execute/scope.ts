import type { Clock } from '../clock.ts';
import type { CallSignal } from '../request.ts';

/**
 * Whether and why a piece of work is to end before it is done. Plain data, and a signal only for those who ask for one:
 * to make and to listen to one costs more than most of a small call.
 */
export interface Scope {
  /** Undefined while the work is to go on. */
  readonly ended: { readonly reason: unknown } | undefined;
}

interface State {
  ended: Scope['ended'];
  controller: AbortController | undefined;
  listeners: ((reason: unknown) => void)[] | undefined;
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
  parent: CallSignal | undefined,
  timeout?: ScopeTimeout,
): Promise<T> {
  if (parent?.aborted) return Promise.reject(parent.reason);
  return new Promise((resolve, reject) => {
    const scope: State = { ended: undefined, controller: undefined, listeners: undefined };
    const release = () => {
      stopTimer?.();
      parent?.removeEventListener('abort', follow);
    };
    const fail = (reason: unknown) => {
      release();
      reject(reason);
      end(scope, reason);
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

/** A signal that aborts when the scope ends. */
export function signalOf(scope: Scope): AbortSignal {
  const state = scope as State;
  if (state.controller === undefined) {
    state.controller = new AbortController();
    if (state.ended !== undefined) state.controller.abort(state.ended.reason);
  }
  return state.controller.signal;
}

export function onEnd(scope: Scope, listener: (reason: unknown) => void): void {
  const state = scope as State;
  if (state.ended !== undefined) {
    listener(state.ended.reason);
    return;
  }
  state.listeners ??= [];
  state.listeners.push(listener);
}

function end(state: State, reason: unknown): void {
  if (state.ended !== undefined) return;
  state.ended = { reason };
  state.controller?.abort(reason);
  for (const listener of state.listeners ?? []) listener(reason);
}
