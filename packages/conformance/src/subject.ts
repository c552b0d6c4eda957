import type {
  BuildInput,
  Capabilities,
  HttpEndpoint,
  LocalEndpoint,
  ProviderSettings,
  RerankEndpoint,
  RerankProvider,
  RerankProviderFactory,
} from '@openrerank/core';
import { capabilitiesProblem } from './capabilities-problem.ts';
import type { ErrorFixture, Fixtures, RankingFixture } from './fixture.ts';
import { type Answering, learnAnswer, sampleInput, useAnswer } from './learn-answer.ts';
import type { ConformanceOptions } from './options.ts';

/** A provider as the checks see it. */
export interface Subject {
  readonly id: string;
  /** What was handed in. */
  readonly provider: RerankProvider | RerankProviderFactory;
  readonly definition: RerankProvider['definition'];
  /** The provider under these settings. */
  mount(settings: ProviderSettings): RerankProvider;
  /** For calls. */
  readonly settings: ProviderSettings;
  /** For calls of the real vendor: without a made-up key. */
  readonly liveSettings: ProviderSettings;
  readonly callOptions: unknown;
  readonly errors: readonly ErrorFixture[];
  /** Fixtures of endpoints that the provider does not have over HTTP. */
  readonly strays: readonly RankingFixture[];
  readonly endpoints: readonly EndpointSubject[];
}

interface EndpointBase {
  readonly name: string;
  /** Models that the endpoint takes. */
  readonly models: readonly ModelSubject[];
  /** Of those one for each set of abilities, where these make sense: models to call. */
  readonly distinct: readonly ModelSubject[];
  readonly fixtures: readonly RankingFixture[];
  /** Where requests go as a rule: the settings' base URL, the definition's, or that of a fixture. Absolute. */
  readonly baseUrl: string;
}

/** An endpoint over HTTP. */
export interface HttpSubject extends EndpointBase {
  readonly kind: 'http';
  readonly endpoint: HttpEndpoint;
}

/** An endpoint in process. */
export interface LocalSubject extends EndpointBase {
  readonly kind: 'local';
  readonly endpoint: LocalEndpoint;
}

export type EndpointSubject = HttpSubject | LocalSubject;

/** A model of an endpoint, with what the endpoint says of it. */
export interface ModelSubject {
  readonly model: string;
  readonly capabilities: Capabilities;
}

/** The made-up key of all calls. Its letters stand nowhere else. */
export const madeUpKey = 'openrerank-conformance-key-7Qx2';

/** Throws an `Error` for what is no provider. */
export function toSubject(
  provider: RerankProvider | RerankProviderFactory,
  options: ConformanceOptions,
  fixtures: Fixtures,
): Subject {
  if (typeof provider?.definition?.endpoints !== 'object') {
    throw new Error('This is no provider: pass what defineRerankProvider returned, or that called with settings.');
  }
  const { definition } = provider;
  const first = Object.keys(definition.endpoints)[0];
  const models = options.models ?? definition.about?.models;
  const mounted = typeof provider === 'function' ? undefined : provider;
  return {
    id: mounted?.id ?? definition.id,
    provider,
    definition,
    mount: (settings) => mountWith(provider, settings),
    settings: options.settings ?? { ...mounted?.settings, apiKey: madeUpKey },
    liveSettings: options.settings ?? mounted?.settings ?? {},
    callOptions: options.callOptions,
    errors: fixtures.errors.map((error) => ({ ...error, endpoint: error.endpoint ?? first })),
    strays: fixtures.rankings.filter(({ endpoint = first as string }) => {
      const own = Object.hasOwn(definition.endpoints, endpoint) ? definition.endpoints[endpoint] : undefined;
      return own === undefined || 'rank' in own;
    }),
    endpoints: Object.entries(definition.endpoints).map(([name, endpoint]) => {
      const own = fixtures.rankings.filter((fixture) => (fixture.endpoint ?? first) === name);
      const candidates = modelsFor(name, Object.keys(definition.endpoints), models, own);
      const chosen = options.settings ?? mounted?.settings;
      const baseUrl = [chosen?.baseUrl, definition.baseUrl, own[0]?.input.baseUrl].find(isUrl);
      return toEndpoint({ name, fixtures: own, baseUrl: baseUrl ?? 'https://upstream.example' }, endpoint, candidates);
    }),
  };
}

// Overloads keep a union from being called.
const mountWith = (provider: RerankProvider | RerankProviderFactory, settings: ProviderSettings): RerankProvider =>
  typeof provider === 'function'
    ? provider(settings)
    : Object.freeze({ ...provider, settings: Object.freeze({ ...provider.settings, ...settings }) });

/** Those that name this endpoint; where none does, those that name no endpoint, and then those of the fixtures. */
function modelsFor(
  name: string,
  endpoints: readonly string[],
  models: readonly string[] | undefined,
  fixtures: readonly RankingFixture[],
): readonly (readonly string[])[] {
  const endpointOf = (model: string) => endpoints.find((endpoint) => model.startsWith(`${endpoint}/`));
  const named = models?.filter((model) => endpointOf(model) === name).map((model) => model.slice(name.length + 1));
  const unnamed = models?.filter((model) => endpointOf(model) === undefined);
  return [named ?? [], unnamed ?? [], [...new Set(fixtures.map(({ input }) => input.model))]];
}

const isUrl = (url: string | undefined) => url !== undefined && URL.canParse(url);

function toEndpoint(
  known: Pick<EndpointBase, 'name' | 'fixtures' | 'baseUrl'>,
  endpoint: RerankEndpoint,
  candidates: readonly (readonly string[])[],
): EndpointSubject {
  const taken = candidates.map((models) => models.flatMap((model) => toModel(endpoint, model)));
  const models = taken.find(({ length }) => length > 0) ?? [];
  const sane = models.filter(({ capabilities }) => capabilitiesProblem(capabilities) === undefined);
  const byAbilities = new Map(sane.toReversed().map((each) => [JSON.stringify(each.capabilities), each]));
  const base = { ...known, models, distinct: [...byAbilities.values()].toReversed() };
  return 'rank' in endpoint ? { kind: 'local', endpoint, ...base } : { kind: 'http', endpoint, ...base };
}

/** Empty for a model that the endpoint refuses. */
function toModel({ capabilities }: RerankEndpoint, model: string): readonly ModelSubject[] {
  try {
    return [{ model, capabilities: typeof capabilities === 'function' ? capabilities(model) : capabilities }];
  } catch {
    return [];
  }
}

/** What an endpoint gets for a model, with the options that its fixtures show. */
export function inputFor({ fixtures, baseUrl, models }: HttpSubject, model: string): BuildInput {
  const { input } = fixtures.find((fixture) => fixture.input.model === model) ?? fixtures[0] ?? {};
  const { capabilities } = models.find((each) => each.model === model) ?? {};
  const shown = { query: 'Which one?', options: {}, ...structuredClone(input), firstIndex: 0, baseUrl };
  return sampleInput(shown, model, capabilities?.maxDocuments);
}

/** The answer is the author's or learned; undefined where there is neither. */
export const answeringFor = (
  http: HttpSubject,
  { model, capabilities }: ModelSubject,
  { answer }: ConformanceOptions,
): Answering | undefined =>
  answer === undefined
    ? learnAnswer(http.endpoint, model, http.fixtures, capabilities.maxDocuments)
    : useAnswer(http.endpoint, inputFor(http, model), answer);

/** A base URL at this origin with the path of the provider's own, so that it is asked as its vendor would be. */
export function baseUrlAt(origin: string, { baseUrl }: EndpointSubject): string {
  const { pathname, search } = new URL(baseUrl);
  return `${origin}${pathname === '/' ? '' : pathname}${search}`;
}
