import type { Clock } from '../clock.ts';
import { addDetails, RerankError } from '../errors.ts';
import type { RerankCall } from '../middleware/middleware.ts';
import type { ModelRoute } from '../model-string.ts';
import type { CallSignal, RerankResponse } from '../request.ts';
import type { Transport } from '../transport/transport.ts';
import { type AttemptPolicy, callTimeout, withRetries } from './attempts.ts';
import { createSigner } from './credentials.ts';
import type { Environment } from './environment.ts';
import { notify, type RerankEvent } from './events.ts';
import type { Answer } from './exchange.ts';
import { inParallel } from './parallel.ts';
import { type PreparedCall, type PreparedPart, prepareCall, type RerankPlan, toPlan } from './plan.ts';
import { createRanker, type RankerContext } from './rank-part.ts';
import { toResponse } from './respond.ts';
import type { RetryBudget } from './retry.ts';
import { runScoped, signalOf, timeoutAt } from './scope.ts';
import { type CallDefaults, type ResolvedSettings, resolveSettings } from './settings.ts';

/** What all calls of a registry share. */
export interface ExecutorContext {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly retryBudget: RetryBudget;
  readonly env: () => Environment;
  readonly maxResponseBytes: number;
  readonly defaults: CallDefaults;
  readonly onEvent: ((event: RerankEvent) => void) | undefined;
}

/** One call against one model, while it runs. */
interface Run {
  readonly context: ExecutorContext;
  readonly route: ModelRoute;
  readonly call: RerankCall;
  /** On the clock. */
  readonly started: number;
  attempts: number;
}

/** Prepares a call and stops before anything would be sent. */
export async function planCall(context: ExecutorContext, route: ModelRoute, call: RerankCall): Promise<RerankPlan> {
  const settings = resolveSettings(call.settings, context.defaults);
  return toPlan(route, await prepareCall(route, call.request, settings, context.env()));
}

/** Runs one call against one model: prepare, split, rank the parts, merge. Ends with its signal and by its deadline. */
export function executeCall(context: ExecutorContext, route: ModelRoute, call: RerankCall): Promise<RerankResponse> {
  const run: Run = { context, route, call, started: context.clock.now(), attempts: 0 };
  return answerTo(run).then(
    (response) => {
      tellEnd(run);
      return response;
    },
    (error: unknown) => {
      // What the caller aborts with is the caller's.
      if (error instanceof RerankError && !call.settings.signal?.aborted) addDetails(error, whereOf(route));
      tellEnd(run, error);
      throw error;
    },
  );
}

async function answerTo(run: Run): Promise<RerankResponse> {
  const { context, route, call } = run;
  const { signal } = call.settings;
  signal?.throwIfAborted();
  const settings = resolveSettings(call.settings, context.defaults);
  const preparing = prepareCall(route, call.request, settings, context.env());
  const timeout = () => timeoutAt(call.deadline, context.clock, callTimeout);
  const prepared = preparing instanceof Promise ? await runScoped(() => preparing, signal, timeout()) : preparing;
  const answers = await rankParts(run, prepared, settings);
  const { started, attempts } = run;
  return toResponse(route, prepared, answers, { attempts, durationMs: context.clock.now() - started });
}

/** All parts share one abort: when one fails for good, the others are not worth waiting for. */
function rankParts(run: Run, prepared: PreparedCall, settings: ResolvedSettings): Promise<readonly Answer[]> {
  const { context, route } = run;
  const { transport, clock, maxResponseBytes } = context;
  const sign = createSigner(route.provider, settings, prepared.target, context.env());
  const ranker: RankerContext = { transport, clock, maxResponseBytes, sign, headers: prepared.headers };
  const rank = (part: PreparedPart, position: number, signal: CallSignal | undefined) =>
    withRetries(createRanker(route, part, ranker), policyOf(run, settings, position), signal);
  const [only, ...others] = prepared.parts as readonly [PreparedPart, ...PreparedPart[]];
  if (others.length === 0) return rank(only, 0, settings.signal).then((answer) => [answer]);
  return runScoped(
    (scope) => inParallel(prepared.parts, settings.maxParallel, (part, at) => rank(part, at, signalOf(scope))),
    settings.signal,
  );
}

function policyOf(run: Run, settings: ResolvedSettings, part: number): AttemptPolicy {
  const { context, route, call } = run;
  return {
    clock: context.clock,
    retryBudget: context.retryBudget,
    maxRetries: settings.maxRetries,
    maxRetryAfterMs: settings.maxRetryAfterMs,
    timeoutMs: settings.timeoutMs,
    deadline: call.deadline,
    onAttempt(attempt) {
      run.attempts++;
      if (!isObserved(context, call)) return;
      emit(context, call, { type: 'attempt', provider: route.provider.id, model: route.model, part, attempt });
    },
    onRetry(attempt, error, delayMs) {
      const { provider, model } = whereOf(route);
      emit(context, call, { type: 'retry', provider, model, part, attempt, error, delayMs });
    },
  };
}

function tellEnd({ context, call, route, started, attempts }: Run, error?: unknown): void {
  if (!isObserved(context, call)) return;
  const { provider, model } = whereOf(route);
  emit(context, call, { type: 'end', provider, model, attempts, durationMs: context.clock.now() - started, error });
}

const isObserved = (context: ExecutorContext, { settings }: RerankCall): boolean =>
  context.onEvent !== undefined || settings.onEvent !== undefined;

function emit(context: ExecutorContext, { settings }: RerankCall, event: RerankEvent): void {
  notify(context.onEvent, event);
  notify(settings.onEvent, event);
}

const whereOf = ({ provider, model }: ModelRoute) => ({ provider: provider.id, model });
