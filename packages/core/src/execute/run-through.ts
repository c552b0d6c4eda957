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

/** Everything that the calls of a registry run through. */
export interface Dispatch {
  readonly context: ExecutorContext;
  readonly middleware: readonly Middleware[];
  /** Throws for a model string of no registered provider. */
  readonly compiled: (model: string) => CompiledModel;
}

/** Runs a call: instrumentation outermost, then middleware, then the executor. */
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

/** An instrumentation whose `isEnabled` throws is left out, and the call goes on. */
function isListening({ isEnabled }: Instrumentation): boolean {
  try {
    return isEnabled === undefined || isEnabled();
  } catch {
    return false;
  }
}

/** Ends the call and its middleware when the signal aborts, and at the deadline. */
function runBounded(dispatch: Dispatch, call: RerankCall): Promise<RankedResponse> {
  const { context, middleware } = dispatch;
  // Without middleware the executor keeps the deadline; a middleware may wait for something that does not.
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

/** Runs the middleware at `index`, or the executor after the last one. */
function step(dispatch: Dispatch, index: number, call: RerankCall): Promise<RerankResponse> {
  const wrap = dispatch.middleware[index];
  if (wrap === undefined) return execute(dispatch, call);
  return wrap(call, (next) => step(dispatch, index + 1, reroute(dispatch, call, next)));
}

/** Sets the route of a call whose model a middleware has changed. */
function reroute({ compiled }: Dispatch, before: RerankCall, call: RerankCall): RerankCall {
  return call.model === before.model ? call : { ...call, route: compiled(call.model).route };
}

function execute({ context, compiled }: Dispatch, call: RerankCall): Promise<RankedResponse> {
  const { model, request, settings, deadline, trace } = call;
  return new Call(context, compiled(model), request, settings, deadline, trace).run();
}
