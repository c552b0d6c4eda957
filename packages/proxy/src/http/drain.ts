import { drainEnded } from './rerank.ts';

/** Requests under way, and the way out for all of them. */
export interface Drain {
  readonly isDraining: boolean;
  /** Counts a request in; call the result when it has ended. `signal` aborts when the drain's time is up. */
  enter(): { readonly controller: AbortController; readonly leave: () => void };
  /** Resolves when none is under way, at the latest after `timeoutMs`; what is left then is aborted. */
  end(timeoutMs: number): Promise<void>;
}

export function createDrain(): Drain {
  const underWay = new Set<AbortController>();
  let isDraining = false;
  let onIdle = () => {};

  return {
    get isDraining() {
      return isDraining;
    },
    enter() {
      const controller = new AbortController();
      underWay.add(controller);
      const leave = () => {
        underWay.delete(controller);
        if (underWay.size === 0) onIdle();
      };
      return { controller, leave };
    },
    async end(timeoutMs) {
      isDraining = true;
      if (underWay.size === 0) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        onIdle = resolve;
        timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
      for (const controller of underWay) controller.abort(drainEnded);
    },
  };
}
