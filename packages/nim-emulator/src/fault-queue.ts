import type { Fault, FaultTarget } from './fault.ts';

/** What a request is to a fault. */
export interface Strikable {
  readonly target: Exclude<FaultTarget, 'any'>;
  readonly hosted: boolean;
  readonly model: unknown;
}

/** Faults that wait for a request, first in, first out. */
export interface FaultQueue {
  add(faults: readonly Fault[]): void;
  /** The first fault that fits, which is one time less from then on. */
  take(request: Strikable): Fault | undefined;
  list(): readonly Fault[];
  clear(): void;
}

export function createFaultQueue(): FaultQueue {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add(faults) {
      for (const fault of faults) {
        waiting.push({ fault, left: fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1) });
      }
    },
    take(request) {
      const found = waiting.find(({ fault }) => fits(fault, request));
      if (found === undefined) return undefined;
      found.left--;
      if (found.left === 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    list: () =>
      waiting.map(({ fault, left }) => ({ ...fault, times: Number.isFinite(left) ? left : ('always' as const) })),
    clear() {
      waiting = [];
    },
  };
}

const fits = (fault: Fault, { target, hosted, model }: Strikable): boolean =>
  (fault.on === 'any' || (fault.on ?? 'ranking') === target) &&
  (fault.model === undefined || fault.model === model) &&
  (fault.pending === undefined || hosted);
