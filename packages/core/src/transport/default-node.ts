import { fetchTransport } from './fetch.ts';
import { lazyTransport } from './lazy.ts';
import type { Transport } from './transport.ts';
import { createUndiciWarning } from './undici-warning.ts';

/** Shared by the process: undici fails to load for every transport alike. */
const warn = /* @__PURE__ */ createUndiciWarning((message, options) => process.emitWarning(message, options));

/**
 * The transport that suits the runtime: undici on Node, the runtime's own `fetch` elsewhere. This file is the choice for
 * Node. undici takes about 140 ms to import, so the first call imports it, not the creation of the transport.
 */
export function defaultTransport(): Transport {
  return lazyTransport({
    // After a failed import a bundle may return the half-initialized module, so creating the transport is part of loading.
    load: async () => (await import('./undici.ts')).undiciTransport(),
    fallback: fetchTransport,
    onLoadError: warn,
  });
}
