import { type Clock, systemClock } from './clock.ts';
import { addDetails, faultAt, RerankError } from './errors.ts';
import { callTimeout } from './execute/attempts.ts';
import type { Environment } from './execute/environment.ts';
import type { RerankEvent } from './execute/events.ts';
import { type ExecutorContext, executeCall, planCall } from './execute/executor.ts';
import type { RerankPlan } from './execute/plan.ts';
import { createRetryBudget, type RetryBudgetOptions } from './execute/retry.ts';
import { runScoped, type Scope, signalOf, timeoutAt } from './execute/scope.ts';
import { type CallDefaults, resolveSettings, totalTimeoutOf } from './execute/settings.ts';
import type { Middleware, RerankCall } from './middleware/middleware.ts';
import { type ModelRoute, routeModel } from './model-string.ts';
import type { Capabilities, RerankProvider } from './provider.ts';
import type { CallSettings, RerankDocument, RerankRequest, RerankResponse, Widened } from './request.ts';
import { fetchTransport } from './transport/fetch.ts';
import type { Transport } from './transport/transport.ts';

/** The model strings that a list of providers understands. */
export type ModelId<Providers extends readonly RerankProvider[]> = `${Providers[number]['id']}/${string}`;

/** The options of the provider that a model string names. */
export type OptionsOf<
  Providers extends readonly RerankProvider[],
  Model extends string,
> = Model extends `${infer Id}/${string}`
  ? Extract<Providers[number], { readonly id: Id }> extends RerankProvider<string, infer Options>
    ? Options
    : unknown
  : unknown;

/** A model behind its string, ready to be called. */
export interface RerankModel<Options = unknown> {
  readonly provider: string;
  readonly endpoint: string;
  readonly model: string;
  readonly capabilities: Capabilities;
  rerank<Document extends RerankDocument>(
    request: RerankRequest<Document, Options>,
    settings?: CallSettings,
  ): Promise<RerankResponse<Widened<Document>>>;
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
  readonly onEvent?: ((event: RerankEvent) => void) | undefined;
  readonly defaults?: CallDefaults | undefined;
  readonly retryBudget?: RetryBudgetOptions | undefined;
  /** A longer answer is cut off with `invalid_response`. Default 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Default: the process's environment, read at every call; nothing where there is none. */
  readonly env?: Environment | undefined;
  readonly clock?: Clock | undefined;
}

/** Throws `invalid_request` for providers and settings that cannot be. */
export function createRegistry<const Providers extends readonly RerankProvider[]>(
  options: RegistryOptions<Providers>,
): RerankRegistry<Providers> {
  const { providers, clock = systemClock, transport = fetchTransport(), maxResponseBytes = 64 * 1024 * 1024 } = options;
  resolveSettings(options.defaults ?? {}, {});
  checkNumbers({ maxResponseBytes, ...options.retryBudget });
  const byId = indexProviders(providers);
  const context: ExecutorContext = {
    transport,
    clock,
    retryBudget: createRetryBudget(clock, options.retryBudget),
    env: () => options.env ?? processEnvironment(),
    maxResponseBytes,
    defaults: options.defaults ?? {},
    onEvent: options.onEvent,
  };
  const { middleware = [] } = options;
  const reroute = (call: RerankCall) => executeCall(context, routeModel(call.model, byId), call);
  const chain = middleware.reduceRight<typeof reroute>((next, wrap) => (call) => wrap(call, next), reroute);
  const run = (route: ModelRoute, call: RerankCall): Promise<RerankResponse> =>
    // The executor keeps the call's time itself; a middleware may wait for what does not.
    middleware.length === 0 ? executeCall(context, route, call) : bounded(route, call, context, chain);

  const resolve = (id: string): RerankModel => {
    const route = routeModel(id, byId);
    const toCall = (request: RerankRequest, given?: CallSettings): RerankCall => {
      const settings = given ?? {};
      return { model: id, request, settings, deadline: clock.now() + totalTimeoutOf(settings, context.defaults) };
    };
    return {
      provider: route.provider.id,
      endpoint: route.endpointName,
      model: route.model,
      capabilities: route.capabilities,
      plan: async (request, settings) => planCall(context, route, toCall(request, settings)),
      rerank: <Document extends RerankDocument>(request: RerankRequest<Document>, settings?: CallSettings) =>
        // Documents come back by identity, so what went in as Document comes out as Document.
        run(route, toCall(request, settings)) as Promise<RerankResponse<Widened<Document>>>,
    };
  };
  return { providers, model: resolve, resolve };
}

/** Ends a whole call, middleware and all, with its signal and its deadline. */
async function bounded(
  { provider, model }: ModelRoute,
  call: RerankCall,
  { clock, defaults }: ExecutorContext,
  run: (call: RerankCall) => Promise<RerankResponse>,
): Promise<RerankResponse> {
  const { signal } = call.settings;
  resolveSettings(call.settings, defaults);
  if (call.deadline === Number.POSITIVE_INFINITY && signal === undefined) return run(call);
  const work = async (scope: Scope) => run({ ...call, settings: { ...call.settings, signal: signalOf(scope) } });
  const reason = () => addDetails(callTimeout(), { provider: provider.id, model });
  return runScoped(work, signal, timeoutAt(call.deadline, clock, reason));
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

function processEnvironment(): Environment {
  return (globalThis as { readonly process?: { readonly env?: Environment } }).process?.env ?? {};
}

/** A NaN would be no limit at all. */
function checkNumbers(settings: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(settings)) {
    if (value === undefined || (typeof value === 'number' && value >= 0)) continue;
    throw faultAt(path, `${path} must be a number of at least 0.`);
  }
}
