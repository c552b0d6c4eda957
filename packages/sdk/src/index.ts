import type { RerankProvider } from '@openrerank/core';
import { undiciTransport } from '@openrerank/core/undici';
import { oneCallWith } from './one-call.ts';
import { createRerankerOver, type Reranker, type RerankerOptions } from './reranker.ts';

/** Makes a reranker over undici, the fast transport on Node. Make one and keep it: it holds the connections. */
export function createReranker<const Providers extends readonly RerankProvider[]>(
  options: RerankerOptions<Providers>,
): Reranker<Providers> {
  return createRerankerOver(undiciTransport, options);
}

/** One call without a reranker to keep, for scripts: connections are opened and closed with it. */
export const rerank = oneCallWith(createReranker);

export { type UndiciTransportOptions, undiciTransport } from '@openrerank/core/undici';
export * from './public.ts';
