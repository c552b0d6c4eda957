import { fetchTransport, type RerankProvider } from '@openrerank/core';
import { oneCallWith } from './one-call.ts';
import type { ModelChoice } from './parameters.ts';
import { createRerankerOver, type RerankerOf, type RerankerOptions } from './reranker.ts';

/** Makes a reranker over the runtime's own `fetch`, on Node too. */
export function createReranker<
  const Providers extends readonly RerankProvider[],
  const Default extends ModelChoice<Providers> | undefined,
>(options: RerankerOptions<Providers, Default>): RerankerOf<Providers, Default> {
  return createRerankerOver(fetchTransport, options);
}

/** One call without a reranker to keep, for scripts and for runtimes that keep connections themselves. */
export const rerank = oneCallWith(createReranker);

export * from './public.ts';
