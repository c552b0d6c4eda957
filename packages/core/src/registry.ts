import { type Clock, systemClock } from './clock.ts';
import { type Environment, processEnvironment } from './environment.ts';
import { invalidInput, RerankError } from './errors.ts';
import { Call, type ExecutorContext } from './execute/call.ts';
import { type CompiledModel, compile } from './execute/compile.ts';
import { type RerankPlan, toPlan } from './execute/plan.ts';
import { prepareCall } from './execute/prepare.ts';
import { createRetryBudget, type RetryBudgetOptions } from './execute/retry.ts';
import { type Dispatch, runThrough } from './execute/run-through.ts';
import { eventsTo, type RerankEvent } from './instrumentation/events.ts';
import type { Instrumentation } from './instrumentation/instrumentation.ts';
import type { Middleware } from './middleware/middleware.ts';
import { type RerankRoute, routeModel } from './model-string.ts';
import type { RerankProvider } from './provider.ts';
import type { CallSettings, RankedResponse, RerankDocument, RerankRequest, Widened } from './request.ts';
import { type CallDefaults, resolveDefaults, resolveSettings } from './settings.ts';
import { fetchTransport } from './transport/fetch.ts';
import type { Transport } from './transport/transport.ts';
import { refuseUnknownKeys } from './unknown-keys.ts';

/**
 * The model strings of a list of providers: any string with a registered prefix. The models that a provider lists are
 * literals, which editors complete.
 */
export type ModelId<Providers extends readonly RerankProvider[]> = ModelIdOf<Providers[number]>;

// The intersection keeps the literals apart from the pattern that would absorb them.
type ModelIdOf<Provider extends RerankProvider> =
  Provider extends RerankProvider<infer Id, infer _Options, infer Models>
    ? `${Id}/${Models}` | (`${Id}/${string}` & Record<never, never>)
    : never;

/** The options of the provider that a model string names; any options where the types do not know the provider. */
export type OptionsOf<Providers extends readonly RerankProvider[], Model extends string> = [
  ProviderOf<Providers, Model>,
] extends [never]
  ? Readonly<Record<string, unknown>>
  : ProviderOf<Providers, Model> extends RerankProvider<string, infer Options>
    ? Options
    : never;

type ProviderOf<
  Providers extends readonly RerankProvider[],
  Model extends string,
> = Model extends `${infer Id}/${string}` ? Extract<Providers[number], { readonly id: Id }> : never;

/** A model behind its string, ready to be called. */
export interface RerankModel<Options = unknown> extends RerankRoute {
  rerank<Document extends RerankDocument>(
    request: RerankRequest<Document, Options>,
    settings?: CallSettings,
  ): Promise<RankedResponse<Widened<Document>>>;
  /** What `rerank` would send, checks included: no network, no key, no middleware. */
  plan(request: RerankRequest<RerankDocument, Options>, settings?: CallSettings): Promise<RerankPlan>;
}

/** Models of the registered providers, by their model strings. */
export interface RerankRegistry<Providers extends readonly RerankProvider[] = readonly RerankProvider[]> {
  readonly providers: Providers;
  /** Throws `invalid_model`. An id whose provider is not registered does not compile. */
  model<const Model extends ModelId<Providers>>(id: Model): RerankModel<OptionsOf<Providers, Model>>;
  /** For ids that come from a request or a file. Throws `invalid_model` and `unknown_provider`. */
  resolve(id: string): RerankModel;
}

/** What all calls of a registry share. */
export interface RegistryOptions<Providers extends readonly RerankProvider[]> {
  readonly providers: Providers;
  /** Default: `fetchTransport()`. On Node, `undiciTransport()` of `@openrerank/core/undici` is several times faster. */
  readonly transport?: Transport | undefined;
  /** The first is the outermost. */
  readonly middleware?: readonly Middleware[] | undefined;
  /** Wraps calls, attempts and exchanges, for traces and metrics. The first is the outermost. */
  readonly instrumentation?: Instrumentation | readonly Instrumentation[] | undefined;
  readonly onEvent?: ((event: RerankEvent) => void) | undefined;
  readonly defaults?: CallDefaults | undefined;
  readonly retryBudget?: RetryBudgetOptions | undefined;
  /** A longer response is cut off with `invalid_response`. Default 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Default: the process's environment, read at every call; nothing where there is none. */
  readonly env?: Environment | undefined;
  readonly clock?: Clock | undefined;
}

/** The names of a registry's options, for functions that take them in one flat object with others. */
export const registryOptions: ReadonlySet<string> = new Set(
  Object.keys({
    providers: true,
    transport: true,
    middleware: true,
    instrumentation: true,
    onEvent: true,
    defaults: true,
    retryBudget: true,
    maxResponseBytes: true,
    env: true,
    clock: true,
  } satisfies Record<keyof RegistryOptions<[]>, true>),
);

/** Throws `invalid_request` for invalid providers and options. */
export function createRegistry<const Providers extends readonly RerankProvider[]>(
  options: RegistryOptions<Providers>,
): RerankRegistry<Providers> {
  refuseUnknownKeys(options, registryOptions, 'an option of a reranker or registry');
  const { providers, clock = systemClock, middleware = [], instrumentation = [], onEvent, env } = options;
  const { transport = fetchTransport(), maxResponseBytes = 64 * 1024 * 1024 } = options;
  checkNumbers({ maxResponseBytes, ...options.retryBudget });
  const context: ExecutorContext = {
    transport,
    clock,
    retryBudget: createRetryBudget(clock, options.retryBudget),
    env: env === undefined ? processEnvironment : () => env,
    maxResponseBytes,
    defaults: resolveDefaults(options.defaults),
    instrumentations: [instrumentation].flat().concat(onEvent === undefined ? [] : eventsTo(onEvent)),
  };
  const byId = indexProviders(providers);
  const models = new Map<string, ResolvedModel>();
  const lookUp = (id: string): ResolvedModel => {
    const known = models.get(id);
    if (known !== undefined) return known;
    const compiled = compile(routeModel(id, byId), context.env);
    const resolved = { compiled, model: toModel(id, compiled, dispatch) };
    keep(models, id, resolved);
    return resolved;
  };
  const dispatch: Dispatch = { context, middleware, compiled: (id) => lookUp(id).compiled };
  const resolve = (id: string): RerankModel => lookUp(id).model;
  return { providers, model: resolve, resolve };
}

/** A compiled model, and the model object for the caller. */
interface ResolvedModel {
  readonly compiled: CompiledModel;
  readonly model: RerankModel;
}

/** Clients of a service may choose the model string, so the cache of models is bounded. */
const mostModels = 500;
const longestId = 512;

function keep(models: Map<string, ResolvedModel>, id: string, resolved: ResolvedModel): void {
  if (id.length > longestId) return;
  if (models.size >= mostModels) models.delete(models.keys().next().value as string);
  models.set(id, resolved);
}

function toModel(id: string, compiled: CompiledModel, dispatch: Dispatch): RerankModel {
  const { context, middleware } = dispatch;
  const isBare = middleware.length === 0 && context.instrumentations.length === 0;
  const deadlineOf = (settings: CallSettings | undefined) => {
    const totalTimeoutMs = settings?.totalTimeoutMs ?? context.defaults.totalTimeoutMs;
    return totalTimeoutMs === Number.POSITIVE_INFINITY ? totalTimeoutMs : context.clock.now() + totalTimeoutMs;
  };
  return {
    ...compiled.route,
    plan: async (request, settings) =>
      toPlan(compiled, await prepareCall(compiled, request, resolveSettings(settings, context.defaults))),
    rerank<Document extends RerankDocument>(request: RerankRequest<Document>, settings?: CallSettings) {
      const deadline = deadlineOf(settings);
      const response =
        isBare && settings?.onEvent === undefined
          ? new Call(context, compiled, request, settings, deadline).run()
          : runThrough(dispatch, { model: id, route: compiled.route, request, settings: settings ?? {}, deadline });
      // Documents come back by identity, so what went in as Document comes out as Document.
      return response as Promise<RankedResponse<Widened<Document>>>;
    },
  };
}

function indexProviders(providers: readonly RerankProvider[]): ReadonlyMap<string, RerankProvider> {
  const byId = new Map<string, RerankProvider>();
  for (const provider of providers) {
    const isFactory = typeof provider === 'function';
    if (isFactory || provider?.specVersion !== 1) {
      const hint = isFactory ? ' A factory was given: call it, as in nvidiaNim().' : '';
      throw new RerankError('invalid_request', `providers holds a value that is not a provider of version 1.${hint}`);
    }
    const { id, definition } = provider;
    if (id === '' || id.includes('/')) {
      throw new RerankError('invalid_request', `Provider id "${id}" must not be empty or hold a slash.`);
    }
    if (Object.keys(definition.endpoints).length === 0) {
      throw new RerankError('invalid_request', `Provider "${id}" has no endpoint.`);
    }
    if (byId.has(id)) {
      throw new RerankError('invalid_request', `Two providers are registered as "${id}". Give one its own id.`);
    }
    byId.set(id, provider);
  }
  return byId;
}

/** A NaN would be no limit at all. */
function checkNumbers(settings: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(settings)) {
    if (value === undefined || (typeof value === 'number' && value >= 0)) continue;
    throw invalidInput(path, 'must be a number of at least 0');
  }
}
