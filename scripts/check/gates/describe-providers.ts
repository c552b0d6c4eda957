import { capabilitiesOf } from '../../../packages/core/src/execute/capabilities.ts';
import { variableNames } from '../../../packages/core/src/execute/environment.ts';
import type { Capabilities, RerankEndpoint, RerankProviderFactory } from '../../../packages/core/src/index.ts';

/** The providers of one package. */
export interface ProvidersOf {
  readonly packageName: string;
  readonly factories: readonly RerankProviderFactory[];
}

const headings = ['model string', 'package', 'documents a request', 'takes', 'scoring', 'scores', 'key from'];

/** One row for each endpoint, and for each group of models where they differ, by what the providers declare. */
export function describeProviders(packages: readonly ProvidersOf[]): string {
  const rows = packages.flatMap(({ packageName, factories }) =>
    factories.flatMap(({ definition }) =>
      Object.entries(definition.endpoints).flatMap(([name, endpoint], place) =>
        modelGroups(endpoint, modelsOf(definition, name)).map(({ models, capabilities }) => [
          modelString(definition.id, place === 0 ? undefined : name, models),
          place === 0 ? `${vendor(definition)}\`${packageName}\`` : '',
          capabilities.maxDocuments?.toLocaleString('en') ?? 'no limit',
          capabilities.modalities.join(', '),
          capabilities.scoring,
          scales[capabilities.scoreScale],
          place === 0 ? keyOf(definition) : '',
        ]),
      ),
    ),
  );
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

type Definition = RerankProviderFactory['definition'];

/** The models that are listed for an endpoint by its name, else those that are listed for none. */
function modelsOf({ about, endpoints }: Definition, endpoint: string): readonly string[] {
  const listed = (about?.models ?? []).map((model) => {
    const [first = '', ...rest] = model.split('/');
    const isNamed = Object.hasOwn(endpoints, first) && rest.length > 0;
    return isNamed ? { endpoint: first, model: rest.join('/') } : { endpoint: undefined, model };
  });
  const own = listed.filter((each) => each.endpoint === endpoint);
  return (own.length > 0 ? own : listed.filter((each) => each.endpoint === undefined)).map(({ model }) => model);
}

const scales = { logit: 'logits', unit: '0 to 1', unknown: 'order only' } as const satisfies Record<
  Capabilities['scoreScale'],
  string
>;

const vendor = ({ about }: Definition) => (about === undefined ? '' : `[${about.title}](${about.docs}), `);

const keyOf = ({ env }: Definition) =>
  variableNames(env?.apiKey)
    .map((name) => `\`${name}\``)
    .join(' or ');

function modelString(id: string, endpoint: string | undefined, models: readonly string[]): string {
  const prefix = endpoint === undefined ? id : `${id}/${endpoint}`;
  const [first, ...others] = models;
  const model = `\`${prefix}/${first ?? '…'}\``;
  return others.length === 0 ? model : `${model}, ${others.map((name) => `\`…/${name}\``).join(', ')}`;
}

/** Models of equal abilities together, in the order in which they are declared. */
function modelGroups(endpoint: RerankEndpoint, models: readonly string[]) {
  if (typeof endpoint.capabilities !== 'function') return [{ models, capabilities: endpoint.capabilities }];
  const groups = new Map<string, { readonly models: string[]; readonly capabilities: Capabilities }>();
  for (const model of models) {
    const capabilities = declared(endpoint, model);
    if (capabilities === undefined) continue;
    const key = JSON.stringify(capabilities);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { models: [model], capabilities });
    else group.models.push(model);
  }
  return [...groups.values()];
}

/** Undefined for a model that only another endpoint has. */
function declared(endpoint: RerankEndpoint, model: string): Capabilities | undefined {
  try {
    return capabilitiesOf(endpoint, model);
  } catch {
    return undefined;
  }
}
