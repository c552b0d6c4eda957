import type { Transport } from './transport.ts';

/** The functions of a lazy transport. */
export interface LazyTransportOptions {
  /** Makes the transport that is wanted. Called once, by the first call. */
  load(): Promise<Transport>;
  /** Makes the transport that replaces one that cannot be loaded. */
  fallback(): Transport;
  /** Receives the reason for the fallback. */
  onLoadError(reason: unknown): void;
}

/**
 * A transport that loads another one with the first call and then passes every call straight to it.
 *
 * After `close`, calls are rejected, and so are calls that still wait for the other transport. Calls that it has already
 * received end as its own `close` decides.
 */
export function lazyTransport({ load, fallback, onLoadError }: LazyTransportOptions): Transport {
  /** Receives the calls: the other transport once it is loaded, or what rejects them once this one is closed. */
  let current: Transport | undefined;
  let loading: Promise<Transport> | undefined;
  const start = async () => {
    const loaded = await load().catch((reason: unknown) => {
      onLoadError(reason);
      return fallback();
    });
    current ??= loaded;
    return loaded;
  };
  const whenLoaded: Transport = async (request, init) => {
    loading ??= start();
    await loading;
    return (current as Transport)(request, init);
  };
  const transport: Transport = (request, init) => (current ?? whenLoaded)(request, init);
  const close = async () => {
    current = rejectClosed;
    await (await loading)?.close?.();
  };
  return Object.assign(transport, { close });
}

const rejectClosed: Transport = async () => {
  throw new Error('The transport is closed.');
};
