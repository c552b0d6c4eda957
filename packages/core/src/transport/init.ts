import type { Scope } from '../execute/scope.ts';
import type { TransportInit } from './transport.ts';

const scopeOf = Symbol('scope');

/** Inherited, so that a transport that passes on a changed copy does not pass on this with another signal. */
const inherited = {
  onAbort(this: { readonly [scopeOf]: Scope }, listener: (reason: unknown) => void): void {
    this[scopeOf].onEnd(listener);
  },
};

/** What a transport is told of the attempt that it works for. */
export function transportInit(scope: Scope, maxResponseBytes: number): TransportInit {
  const init = {
    __proto__: inherited,
    [scopeOf]: scope,
    maxResponseBytes,
    get signal() {
      return scope.signal;
    },
  };
  return init as TransportInit;
}
