import {
  type Capabilities,
  type RerankEndpoint,
  type RerankProviderFactory,
  variableNames,
} from '../../../packages/core/src/index.ts';

/** The providers of one package. */
export interface ProvidersOf {
  readonly packageName: string;
  readonly factories: readonly RerankProviderFactory[];
}

const headings = [
  'model string',
  'package',
  'documents a request',
  'query + document',
  'takes',
  'scoring',
  'scores',
  'key from',
];

/** One row for each endpoint, and for each group of models where they differ, by what the providers declare. */
export function describeProviders(packages: readonly ProvidersOf[]): string {
  const rows = packages.flatMap(({ packageName, factories }) =>
    factories.flatMap(({ definition }) =>
      Object.entries(definition.endpoints).flatMap(([name, endpoint], place) =>
        modelGroups(endpoint, modelsOf(definition, name)).map(({ models, capabilities }) => [
          modelString(definition.id, place === 0 ? undefined : name, models),
          place === 0 ? `${vendor(definition)}\`${packageName}\`` : '',
          capabilities.maxDocuments?.toLocaleString('en') ?? 'no limit',
          describeLength(capabilities.maxTokens),
          capabilities.modalities.join(', '),
          capabilities.scoring,
          describeScale(capabilities.scoreScale),
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
  Capabilities['scoreScale']['kind'],
  string
>;

const describeLength = (maxTokens: number | undefined) =>
  maxTokens === undefined ? '' : `${maxTokens.toLocaleString('en')} tokens`;

const describeScale = ({ kind, boundary }: Capabilities['scoreScale']) =>
  boundary === undefined ? scales[kind] : `${scales[kind]}, relevant above ${boundary}`;

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
  const { capabilities: declared } = endpoint;
  if (typeof declared !== 'function') return [{ models, capabilities: declared }];
  const groups = new Map<string, { readonly models: string[]; readonly capabilities: Capabilities }>();
  for (const model of models) {
    const capabilities = orUndefined(() => declared(model));
    if (capabilities === undefined) continue;
    const key = JSON.stringify(capabilities);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { models: [model], capabilities });
    else group.models.push(model);
  }
  return [...groups.values()];
}

/** Undefined where it throws: for a model that only another endpoint has. */
function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
