import { drainEnded } from './rerank.ts';

/** One that is under way. */
export interface UnderWay {
  readonly signal: { abort(reason: unknown): void };
}

/** Requests under way, and the way out for all of them. */
export interface Drain<T extends UnderWay = UnderWay> {
  readonly isDraining: boolean;
  readonly underWay: ReadonlySet<T>;
  enter(one: T): void;
  leave(one: T): void;
  /** Resolves when none is under way, at the latest after `timeoutMs`; what is left then is aborted. */
  end(timeoutMs: number): Promise<void>;
}

export function createDrain<T extends UnderWay = UnderWay>(): Drain<T> {
  const underWay = new Set<T>();
  let isDraining = false;
  let onIdle = () => {};

  return {
    underWay,
    get isDraining() {
      return isDraining;
    },
    enter(one) {
      underWay.add(one);
    },
    leave(one) {
      underWay.delete(one);
      if (underWay.size === 0) onIdle();
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
      for (const one of underWay) one.signal.abort(drainEnded);
    },
  };
}
