import { fetchTransport, type RerankProvider } from '@openrerank/core';
import { oneCallWith } from './one-call.ts';
import { createRerankerOver, type Reranker, type RerankerOptions } from './reranker.ts';

/** Makes a reranker over the runtime's own `fetch`: browsers, Deno, Bun, workers. */
export function createReranker<const Providers extends readonly RerankProvider[]>(
  options: RerankerOptions<Providers>,
): Reranker<Providers> {
  return createRerankerOver(fetchTransport, options);
}

/** One call without a reranker to keep, for scripts and for runtimes that keep connections themselves. */
export const rerank = oneCallWith(createReranker);

export * from './public.ts';
