import {
  type CallSettings,
  createRegistry,
  type ModelId,
  type OptionsOf,
  type RegistryOptions,
  type RerankDocument,
  type RerankPlan,
  type RerankProvider,
  type RerankRegistry,
  type RerankRequest,
  type RerankResponse,
  type Transport,
  type Widened,
} from '@openrerank/core';
import { type ToText, textsOf } from './to-text.ts';

/** What to rank, with which model, and how: one flat object. */
export interface RerankParameters<
  Providers extends readonly RerankProvider[],
  Model extends ModelId<Providers>,
  Document extends RerankDocument,
> extends RerankRequest<Document, OptionsOf<Providers, Model>>,
    CallSettings {
  /** `provider/model` or `provider/endpoint/model`, such as `nvidia_nim/ranking/nvidia/llama-nemotron-rerank-vl-1b-v2`. */
  readonly model: Model;
  /** The text of a document that keeps it elsewhere than in `text`. The document itself comes back in the result. */
  readonly toText?: ToText<Document> | undefined;
}

/** A reranker over some providers. */
export interface Reranker<Providers extends readonly RerankProvider[]> {
  /**
   * Ranks the documents, best first. Rejects with a `RerankError`, or with the signal's own reason when the caller
   * aborts.
   */
  rerank<const Model extends ModelId<Providers>, Document extends RerankDocument>(
    parameters: RerankParameters<Providers, Model, Document>,
  ): Promise<RerankResponse<Widened<Document>>>;
  /** What `rerank` would send, checks included: no network, no key. */
  plan<const Model extends ModelId<Providers>, Document extends RerankDocument>(
    parameters: RerankParameters<Providers, Model, Document>,
  ): Promise<RerankPlan>;
  /** For model strings that are only known at run time: `registry.resolve(id).rerank(…)`. */
  readonly registry: RerankRegistry<Providers>;
  /** Releases the connections and ends calls that still run. A transport that was passed in is left to its owner. */
  close(): Promise<void>;
}

/** What a reranker is made of: its providers, and what all of its calls share. */
export type RerankerOptions<Providers extends readonly RerankProvider[]> = RegistryOptions<Providers>;

export function createRerankerOver<const Providers extends readonly RerankProvider[]>(
  defaultTransport: () => Transport,
  options: RerankerOptions<Providers>,
): Reranker<Providers> {
  const ownTransport = options.transport === undefined ? defaultTransport() : undefined;
  const registry = createRegistry<Providers>({ ...options, transport: options.transport ?? ownTransport });
  return {
    async rerank<const Model extends ModelId<Providers>, Document extends RerankDocument>(
      parameters: RerankParameters<Providers, Model, Document>,
    ) {
      const { id, request, settings, own } = readParameters(parameters);
      const response = await registry.resolve(id).rerank<RerankDocument>(request, settings);
      // Documents come back by identity, so what went in as Document comes out as Document.
      if (own === undefined) return response as RerankResponse<Widened<Document>>;
      const results = response.results.map((place) => ({ ...place, document: own[place.index] as Widened<Document> }));
      return { ...response, results };
    },
    async plan(parameters) {
      const { id, request, settings } = readParameters(parameters);
      return registry.resolve(id).plan(request, settings);
    },
    registry,
    close: async () => ownTransport?.close?.(),
  };
}

function readParameters<
  Providers extends readonly RerankProvider[],
  Model extends ModelId<Providers>,
  Document extends RerankDocument,
>({ model, query, documents, topN, options, toText, ...settings }: RerankParameters<Providers, Model, Document>) {
  // Core has the words for what is no list at all.
  const own = toText !== undefined && Array.isArray(documents) ? (documents.slice() as readonly Document[]) : undefined;
  const ranked: readonly RerankDocument[] = own === undefined ? documents : textsOf(own, toText as ToText<Document>);
  return { id: model, request: { query, documents: ranked, topN, options }, settings, own };
}
