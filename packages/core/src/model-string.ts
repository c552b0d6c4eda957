import { RerankError } from './errors.ts';
import type { Capabilities, RerankEndpoint, RerankProvider } from './provider.ts';

/** The provider, endpoint and model that a model string names, with what they can do: for middleware and instrumentation. */
export interface RerankRoute {
  /** The id that the provider was registered under. */
  readonly provider: string;
  readonly endpoint: string;
  /** As the provider knows it; keeps its own slashes. */
  readonly model: string;
  /** Capabilities of the endpoint with this model: scoring (pointwise or listwise), score scale, limits. */
  readonly capabilities: Capabilities;
}

/** A route with the code that serves it. */
export interface ModelRoute extends RerankRoute {
  readonly registered: RerankProvider;
  readonly served: RerankEndpoint;
}

/**
 * `provider "/" [ endpoint "/" ] model`. The segment after the provider is an endpoint only if the provider has one of
 * that name and something follows; otherwise the provider's first endpoint is meant. Nothing is trimmed, folded or
 * decoded.
 */
export function routeModel(id: string, providers: ReadonlyMap<string, RerankProvider>): ModelRoute {
  const [provider, rest] = cut(id);
  if (!provider || !rest) {
    throw new RerankError('invalid_model', `Model "${id}" must look like "<provider>/<model>". ${known(providers)}`);
  }
  const registered = providers.get(provider);
  if (registered === undefined) {
    const message = `No provider "${provider}" is registered. ${known(providers)}`;
    throw new RerankError('unknown_provider', message, { provider });
  }
  const { endpoints } = registered.definition;
  const [first, tail] = cut(rest);
  const named = tail !== '' && Object.hasOwn(endpoints, first);
  const endpoint = named ? first : (Object.keys(endpoints)[0] as string);
  const served = endpoints[endpoint] as RerankEndpoint;
  const model = named ? tail : rest;
  return { provider, endpoint, model, capabilities: capabilitiesOf(served, model), registered, served };
}

function capabilitiesOf({ capabilities }: RerankEndpoint, model: string): Capabilities {
  const declared = typeof capabilities === 'function' ? capabilities(model) : capabilities;
  const { maxDocuments = 1 } = declared;
  if (Number.isInteger(maxDocuments) && maxDocuments >= 1) return declared;
  throw new RerankError('unsupported', 'The provider declares a maxDocuments that is not an integer of at least 1.');
}

function cut(path: string): readonly [head: string, tail: string] {
  const slash = path.indexOf('/');
  return slash === -1 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
}

function known(providers: ReadonlyMap<string, RerankProvider>): string {
  return `Registered: ${[...providers.keys()].join(', ') || 'none'}.`;
}
