import { fetchTransport } from './fetch.ts';
import { lazyTransport } from './lazy.ts';
import type { Transport } from './transport.ts';
import { createUndiciWarning } from './undici-warning.ts';

/** One for the process, since one cause keeps undici from every transport. */
const warn = /* @__PURE__ */ createUndiciWarning((message, options) => process.emitWarning(message, options));

/**
 * The transport that suits the runtime: undici on Node, the runtime's own `fetch` elsewhere. This file is the choice for
 * Node. undici takes about 140 ms to import, so the first call imports it, not the creation of the transport.
 */
export function defaultTransport(): Transport {
  return lazyTransport({
    // A bundle whose import of undici failed may offer the half-initialized module the next time: making the transport
    // is part of loading it.
    load: async () => (await import('./undici.ts')).undiciTransport(),
    fallback: fetchTransport,
    onLoadError: warn,
  });
}
