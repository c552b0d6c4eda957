import { RerankError } from './errors.ts';
import { capabilitiesOf } from './execute/capabilities.ts';
import type { Capabilities, RerankEndpoint, RerankProvider } from './provider.ts';

/** Where a model string leads. */
export interface ModelRoute {
  readonly provider: RerankProvider;
  readonly endpointName: string;
  readonly endpoint: RerankEndpoint;
  /** As the provider knows it; keeps its own slashes. */
  readonly model: string;
  /** What the endpoint can do with this model. */
  readonly capabilities: Capabilities;
}

/**
 * `provider "/" [ endpoint "/" ] model`. The segment after the provider is an endpoint only if the provider has one of
 * that name and something follows; otherwise the provider's first endpoint is meant. Nothing is trimmed, folded or
 * decoded.
 */
export function routeModel(id: string, providers: ReadonlyMap<string, RerankProvider>): ModelRoute {
  const [prefix, rest] = cut(id);
  if (!prefix || !rest) {
    throw new RerankError('invalid_model', `Model "${id}" must look like "<provider>/<model>". ${known(providers)}`);
  }
  const provider = providers.get(prefix);
  if (provider === undefined) {
    throw new RerankError('unknown_provider', `No provider "${prefix}" is registered. ${known(providers)}`, {
      provider: prefix,
    });
  }
  const { endpoints } = provider.definition;
  const [first, tail] = cut(rest);
  const named = tail !== '' && Object.hasOwn(endpoints, first);
  const endpointName = named ? first : (Object.keys(endpoints)[0] as string);
  const endpoint = endpoints[endpointName] as RerankEndpoint;
  const model = named ? tail : rest;
  return { provider, endpointName, endpoint, model, capabilities: capabilitiesOf(endpoint, model) };
}

function cut(path: string): readonly [head: string, tail: string] {
  const slash = path.indexOf('/');
  return slash === -1 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
}

function known(providers: ReadonlyMap<string, RerankProvider>): string {
  return `Registered: ${[...providers.keys()].join(', ') || 'none'}.`;
}
