import type { CallSignal } from '@openrerank/core';

/** What a call listens to, and its end. Plain data: an `AbortController` costs more than most of a small request. */
export interface Cancel extends CallSignal {
  /** The first reason counts. */
  abort(reason: unknown): void;
}

interface State extends Cancel {
  aborted: boolean;
  reason: unknown;
  listeners: (() => void)[];
}

const inherited = {
  abort(this: State, reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (const listener of this.listeners.splice(0)) listener();
  },
  throwIfAborted(this: State): void {
    if (this.aborted) throw this.reason;
  },
  addEventListener(this: State, _type: 'abort', listener: () => void): void {
    this.listeners.push(listener);
  },
  removeEventListener(this: State, _type: 'abort', listener: () => void): void {
    const place = this.listeners.indexOf(listener);
    if (place !== -1) this.listeners.splice(place, 1);
  },
};

export function createCancel(): Cancel {
  const cancel: State = Object.create(inherited);
  cancel.aborted = false;
  cancel.reason = undefined;
  cancel.listeners = [];
  return cancel;
}
