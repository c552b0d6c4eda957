import {
  callSettings,
  type RankedResponse,
  type RerankDocument,
  type RerankProvider,
  registryOptions,
  type Widened,
} from '@openrerank/core';
import type { ModelChoice, RerankParameters } from './parameters.ts';
import type { Reranker, RerankerOptions } from './reranker.ts';

/** Parameters of a single call together with the options of the reranker that it makes. */
export type OneCallParameters<
  Providers extends readonly RerankProvider[],
  Model extends ModelChoice<Providers>,
  Document extends RerankDocument,
> = RerankParameters<Providers, Model, Document> & Omit<RerankerOptions<Providers>, 'model' | 'onEvent'>;

export const oneCallWith =
  (createReranker: (options: RerankerOptions<readonly RerankProvider[]>) => Reranker) =>
  async <
    const Providers extends readonly RerankProvider[],
    const Model extends ModelChoice<Providers>,
    Document extends RerankDocument,
  >(
    parameters: OneCallParameters<Providers, Model, Document>,
  ): Promise<RankedResponse<Widened<Document>>> => {
    const options: Record<string, unknown> = {};
    const call: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(parameters)) {
      // `onEvent` is an option of both; passed to one, it observes the one call once.
      const target = registryOptions.has(name) && !callSettings.has(name) ? options : call;
      target[name] = value;
    }
    const reranker = createReranker(options as unknown as RerankerOptions<readonly RerankProvider[]>);
    try {
      const response: unknown = await reranker.rerank(call as never);
      return response as RankedResponse<Widened<Document>>;
    } finally {
      await reranker.close();
    }
  };
