import type { Clock } from '../clock.ts';

/** An abort signal that ends with its parent's, and can end before it. */
export interface AbortScope {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Rejects with the signal's reason as soon as it aborts, even where `work` does not listen. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Detaches from the parent and stops the timer. To be called in any case. */
  release(): void;
}

export interface ScopeTimeout {
  readonly clock: Clock;
  readonly ms: number;
  readonly reason: () => unknown;
}

export function openScope(parent: AbortSignal | undefined, timeout?: ScopeTimeout): AbortScope {
  const controller = new AbortController();
  const { signal } = controller;
  const follow = () => controller.abort(parent?.reason);
  if (parent?.aborted) follow();
  else parent?.addEventListener('abort', follow, { once: true });
  const stopTimer = timeout?.clock.schedule(timeout.ms, () => controller.abort(timeout.reason()));

  return {
    signal,
    abort: (reason) => controller.abort(reason),
    race: (work) =>
      new Promise((resolve, reject) => {
        const onAbort = () => reject(signal.reason);
        if (signal.aborted) onAbort();
        else signal.addEventListener('abort', onAbort, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
      }),
    release() {
      stopTimer?.();
      parent?.removeEventListener('abort', follow);
    },
  };
}
