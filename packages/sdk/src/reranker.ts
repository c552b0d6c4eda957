import {
  type CallSettings,
  callSettings,
  createRegistry,
  invalidInput,
  type OptionsOf,
  type RankedResponse,
  type RegistryOptions,
  type RerankDocument,
  type RerankModel,
  type RerankPlan,
  type RerankProvider,
  type RerankRegistry,
  type RerankRequest,
  requestFields,
  type Transport,
  unknownKey,
  type Widened,
} from '@openrerank/core';
import type { CheckedModel, DefaultModel, ModelChoice, RerankParameters } from './parameters.ts';
import { type ToText, textsOf } from './to-text.ts';

/**
 * A reranker over some providers. Without type arguments any reranker: models are strings with a slash, options are any.
 * `WithoutModel` describes a call without `model`: a `DefaultModel`, or never if each call has to name one.
 */
export interface Reranker<
  out Providers extends readonly RerankProvider[] = readonly RerankProvider[],
  WithoutModel = never,
> {
  /**
   * Ranks the documents, best first. Rejects with a `RerankError`, or with the signal's own reason when the caller
   * aborts.
   */
  rerank<const Model extends ModelChoice<Providers>, Document extends RerankDocument>(
    parameters: RerankParameters<Providers, Model, Document, WithoutModel>,
  ): Promise<RankedResponse<Widened<Document>>>;
  /** What `rerank` would send, checks included: no network, no key. */
  plan<const Model extends ModelChoice<Providers>, Document extends RerankDocument>(
    parameters: RerankParameters<Providers, Model, Document, WithoutModel>,
  ): Promise<RerankPlan>;
  /** The models as objects, for adapters to other libraries. */
  readonly registry: RerankRegistry<Providers>;
  /** Releases the connections and ends calls that still run. A transport that was passed in is left to its owner. */
  close(): Promise<void>;
}

/** What a reranker is made of: its providers, and what all of its calls share. */
export interface RerankerOptions<
  Providers extends readonly RerankProvider[],
  Default extends ModelChoice<Providers> | undefined = undefined,
> extends RegistryOptions<Providers> {
  /** The model of calls that name none. If it is absent or undefined, each call must name one. */
  readonly model?: CheckedModel<Providers, Default> | undefined;
}

/** The reranker that these options make. */
export type RerankerOf<
  Providers extends readonly RerankProvider[],
  Default extends ModelChoice<Providers> | undefined,
> = Reranker<Providers, undefined extends Default ? never : DefaultModel<OptionsOf<Providers, NonNullable<Default>>>>;

export function createRerankerOver<
  const Providers extends readonly RerankProvider[],
  const Default extends ModelChoice<Providers> | undefined,
>(
  defaultTransport: () => Transport,
  { model: defaultModel, ...options }: RerankerOptions<Providers, Default>,
): RerankerOf<Providers, Default> {
  const ownTransport = options.transport === undefined ? defaultTransport() : undefined;
  const registry = createRegistry<Providers>({ ...options, transport: options.transport ?? ownTransport });
  const modelOf = (model: unknown = defaultModel): RerankModel => {
    if (typeof model === 'string') return registry.resolve(model);
    const problem = 'must be given: name it in the call, or a default in createReranker({ model })';
    throw invalidInput('model', model === undefined ? problem : `must be a string, not ${typeof model}`);
  };
  if (defaultModel !== undefined) modelOf();
  const reranker = {
    // Not async: the promise that core makes is the caller's.
    rerank(parameters: object): Promise<RankedResponse> {
      try {
        const { model, request, settings, toText } = splitParameters(parameters);
        const ranker = modelOf(model);
        // Core reports documents that are not a list.
        if (toText === undefined || !Array.isArray(request.documents)) return ranker.rerank(request, settings);
        return rerankTexts(ranker, request, toText, settings);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    async plan(parameters: object) {
      const { model, request, settings, toText } = splitParameters(parameters);
      const { documents } = request;
      const ranked = toText === undefined || !Array.isArray(documents) ? documents : textsOf(documents, toText);
      return modelOf(model).plan({ ...request, documents: ranked }, settings);
    },
    registry,
    close: async () => ownTransport?.close?.(),
  };
  // Documents come back by identity, so what went in as Document comes out as Document.
  return reranker as unknown as RerankerOf<Providers, Default>;
}

/** Ranks by the texts, and gives the documents back. */
async function rerankTexts(
  model: RerankModel,
  request: RerankRequest,
  toText: ToText<unknown>,
  settings: CallSettings | undefined,
): Promise<RankedResponse> {
  const own = request.documents.slice();
  const response = await model.rerank({ ...request, documents: textsOf(own, toText) }, settings);
  const results = response.results.map((place) => ({ ...place, document: own[place.index] as RerankDocument }));
  return Object.assign(response, { results });
}

/** The flat parameters, split by the part of the code that reads them. */
export interface SplitParameters {
  readonly model: unknown;
  readonly toText: ToText<unknown> | undefined;
  readonly request: RerankRequest;
  /** Undefined if the call has no settings. */
  readonly settings: CallSettings | undefined;
}

/** Throws `invalid_request` for an unknown parameter. Core lists the fields of a request, so none is named here. */
export function splitParameters(parameters: object): SplitParameters {
  const given = parameters as Readonly<Record<string, unknown>>;
  const request: Record<string, unknown> = {};
  let settings: Record<string, unknown> | undefined;
  let model: unknown;
  let toText: unknown;
  for (const name in given) {
    const value = given[name];
    if (requestFields.has(name)) {
      request[name] = value;
    } else if (callSettings.has(name)) {
      if (value === undefined) continue;
      settings ??= {};
      settings[name] = value;
    } else if (name === 'model') {
      model = value;
    } else if (name === 'toText') {
      toText = value;
    } else if (Object.hasOwn(given, name)) {
      const known = ['model', ...requestFields, 'toText', ...callSettings];
      throw unknownKey(name, known, 'a parameter of rerank');
    }
  }
  // Core checks the values.
  return {
    model,
    toText: toText as ToText<unknown> | undefined,
    request: request as unknown as RerankRequest,
    settings,
  };
}
