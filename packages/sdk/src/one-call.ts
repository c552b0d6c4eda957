import type { ModelId, RerankDocument, RerankProvider, RerankResponse, Widened } from '@openrerank/core';
import type { Reranker, RerankerOptions, RerankParameters } from './reranker.ts';

/** Parameters of a single call together with the options of the reranker that it makes. */
export type OneCallParameters<
  Providers extends readonly RerankProvider[],
  Model extends ModelId<Providers>,
  Document extends RerankDocument,
> = RerankParameters<Providers, Model, Document> & Omit<RerankerOptions<Providers>, 'onEvent'>;

type CreateReranker = <const Providers extends readonly RerankProvider[]>(
  options: RerankerOptions<Providers>,
) => Reranker<Providers>;

export const oneCallWith =
  (createReranker: CreateReranker) =>
  async <
    const Providers extends readonly RerankProvider[],
    const Model extends ModelId<Providers>,
    Document extends RerankDocument,
  >(
    parameters: OneCallParameters<Providers, Model, Document>,
  ): Promise<RerankResponse<Widened<Document>>> => {
    const { providers, transport, middleware, defaults, retryBudget, maxResponseBytes, env, clock, ...call } =
      parameters;
    const reranker = createReranker<Providers>({
      providers,
      transport,
      middleware,
      defaults,
      retryBudget,
      maxResponseBytes,
      env,
      clock,
    });
    try {
      return await reranker.rerank(call as RerankParameters<Providers, Model, Document>);
    } finally {
      await reranker.close();
    }
  };
