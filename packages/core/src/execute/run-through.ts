import { addDetails, RerankError } from '../errors.ts';
import { eventsTo } from '../instrumentation/events.ts';
import type { Instrumentation } from '../instrumentation/instrumentation.ts';
import { Trace } from '../instrumentation/trace.ts';
import type { Middleware, RerankCall } from '../middleware/middleware.ts';
import type { RankedResponse, RerankResponse } from '../request.ts';
import { resolveSettings } from '../settings.ts';
import { Call, type ExecutorContext } from './call.ts';
import type { CompiledModel } from './compile.ts';
import { toRanked } from './respond.ts';
import { Scope } from './scope.ts';

/** What a registry runs its calls through. */
export interface Dispatch {
  readonly context: ExecutorContext;
  readonly middleware: readonly Middleware[];
  /** Throws for a model string that leads nowhere. */
  readonly compiled: (model: string) => CompiledModel;
}

/** One call with all that is around it: instrumentation outside, then middleware, then the executor. */
export function runThrough(dispatch: Dispatch, call: RerankCall): Promise<RankedResponse> {
  const { context } = dispatch;
  const { onEvent } = call.settings;
  const listening = context.instrumentations.filter(isListening);
  if (onEvent !== undefined) listening.push(eventsTo(onEvent));
  if (listening.length === 0) return runBounded(dispatch, call);
  const trace = new Trace(context.clock, listening);
  const { request, route } = call;
  return trace.wrap(
    {
      type: 'call',
      id: trace.newId(),
      provider: route.provider,
      endpoint: route.endpoint,
      model: route.model,
      // Not checked yet.
      documents: Array.isArray(request?.documents) ? request.documents.length : 0,
      topN: request?.topN,
    },
    (inner) => runBounded(dispatch, { ...call, trace: inner }),
    ({ usage, results }) => ({ usage, results: results.length, attempts: trace.totals.attempts }),
    () => ({ attempts: trace.totals.attempts }),
  );
}

/** One that fails to tell is left out: its failures do not concern the call. */
function isListening({ isEnabled }: Instrumentation): boolean {
  try {
    return isEnabled === undefined || isEnabled();
  } catch {
    return false;
  }
}

/** Ends the call, middleware and all, with its signal and its deadline. */
function runBounded(dispatch: Dispatch, call: RerankCall): Promise<RankedResponse> {
  const { context, middleware } = dispatch;
  // The executor keeps the call's time itself; a middleware may wait for what does not.
  if (middleware.length === 0) return execute(dispatch, call);
  const { settings, deadline, route } = call;
  const run = async (signal = settings.signal) => {
    resolveSettings(settings, context.defaults);
    return toRanked(await step(dispatch, 0, { ...call, settings: { ...settings, signal } }));
  };
  if (deadline === Number.POSITIVE_INFINITY && settings.signal === undefined) return run();
  const ms = deadline - context.clock.now();
  return Scope.run(run, context.clock, settings.signal, ms).catch((error: unknown) => {
    if (error instanceof RerankError && !settings.signal?.aborted) {
      addDetails(error, { provider: route.provider, model: route.model });
    }
    throw error;
  });
}

/** Runs the middleware at `index`, or the executor behind the last. */
function step(dispatch: Dispatch, index: number, call: RerankCall): Promise<RerankResponse> {
  const wrap = dispatch.middleware[index];
  if (wrap === undefined) return execute(dispatch, call);
  return wrap(call, (next) => step(dispatch, index + 1, reroute(dispatch, call, next)));
}

/** A copy with another model gets its route. */
function reroute({ compiled }: Dispatch, before: RerankCall, call: RerankCall): RerankCall {
  return call.model === before.model ? call : { ...call, route: compiled(call.model).route };
}

function execute({ context, compiled }: Dispatch, call: RerankCall): Promise<RankedResponse> {
  const { model, request, settings, deadline, trace } = call;
  return new Call(context, compiled(model), request, settings, deadline, trace).run();
}
