import type { RerankProvider } from '@openrerank/core';
import { defaultTransport } from '@openrerank/core/transport';
import { oneCallWith } from './one-call.ts';
import type { ModelChoice } from './parameters.ts';
import { createRerankerOver, type RerankerOf, type RerankerOptions } from './reranker.ts';

/**
 * Makes a reranker over undici on Node, over the runtime's own `fetch` elsewhere. Make one and keep it: it holds the
 * connections.
 */
export function createReranker<
  const Providers extends readonly RerankProvider[],
  const Default extends ModelChoice<Providers> | undefined,
>(options: RerankerOptions<Providers, Default>): RerankerOf<Providers, Default> {
  return createRerankerOver(defaultTransport, options);
}

/** One call without a reranker to keep, for scripts: connections are opened and closed with it. */
export const rerank = oneCallWith(createReranker);

export * from './public.ts';
