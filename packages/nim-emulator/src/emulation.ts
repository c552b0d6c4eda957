import type { Clock } from './clock.ts';
import type { Fault } from './fault.ts';
import type { FaultQueue, Strikable } from './fault-queue.ts';
import type { Journal, ReceivedRequest } from './journal.ts';
import type { Jobs } from './polling.ts';
import type { Surfaces } from './profiles.ts';
import type { Face } from './routes.ts';

/** All that one emulator has. */
export interface Emulation {
  readonly faces: Surfaces<Face>;
  /** The keys that the hosted side takes; any key when undefined. */
  readonly keys: readonly string[] | undefined;
  readonly clock: Clock;
  /** Containers are not ready before; milliseconds since the epoch. */
  readonly warmAt: number;
  readonly faults: FaultQueue;
  readonly jobs: Jobs;
  readonly journal: Journal;
  /** Rankings that the container has at hand. */
  queue: number;
}

/** The fault that this request has to suffer, if any. */
export function strike(
  { faults, journal }: Emulation,
  request: ReceivedRequest,
  target: Strikable['target'],
  hosted: boolean,
): Fault | undefined {
  const fault = faults.take({ target, hosted, model: modelOf(request) });
  if (fault !== undefined) journal.faulted();
  return fault;
}

export const modelOf = ({ body }: ReceivedRequest): unknown =>
  typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
