import { fetchTransport } from './fetch.ts';
import type { Transport } from './transport.ts';

/**
 * The transport that suits the runtime: undici on Node, the runtime's own `fetch` elsewhere. Export conditions choose, so
 * a bundle holds one of the two. This file is the choice for every runtime but Node.
 */
export function defaultTransport(): Transport {
  return fetchTransport();
}
