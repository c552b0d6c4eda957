import type { Clock } from '../clock.ts';
import { addDetails, RerankError } from '../errors.ts';
import type { RerankCall } from '../middleware/middleware.ts';
import type { ModelRoute } from '../model-string.ts';
import type { RerankResponse } from '../request.ts';
import type { Transport } from '../transport/transport.ts';
import { withRetries } from './attempts.ts';
import { createSigner, type Environment } from './credentials.ts';
import { observe, type RerankEvent } from './events.ts';
import type { Answer } from './exchange.ts';
import { inParallel } from './parallel.ts';
import { type PreparedCall, prepareCall, type RerankPlan, toPlan } from './plan.ts';
import { createRanker } from './rank-part.ts';
import { toResponse } from './respond.ts';
import type { RetryBudget } from './retry.ts';
import { openScope } from './scope.ts';
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

/** Prepares a call and stops before anything would be sent. */
export async function planCall(context: ExecutorContext, route: ModelRoute, call: RerankCall): Promise<RerankPlan> {
  const settings = resolveSettings(call.settings, context.defaults);
  return toPlan(route, await prepareCall(route, call.request, settings, context.env()));
}

/** Runs one call against one model: prepare, split, rank the parts, merge. */
export async function executeCall(
  context: ExecutorContext,
  route: ModelRoute,
  call: RerankCall,
): Promise<RerankResponse> {
  const { clock } = context;
  const started = clock.now();
  const emit = observe(context.onEvent, call.settings.onEvent);
  const where = { provider: route.provider.id, model: route.model };
  let attempts = 0;
  const count = (event: RerankEvent) => {
    if (event.type === 'attempt') attempts++;
    emit(event);
  };
  const end = (error?: unknown) => emit({ type: 'end', ...where, attempts, durationMs: clock.now() - started, error });
  try {
    call.settings.signal?.throwIfAborted();
    const settings = resolveSettings(call.settings, context.defaults);
    const prepared = await prepareCall(route, call.request, settings, context.env());
    const answers = await rankParts(context, route, prepared, settings, call.deadline, count);
    const response = toResponse(route, prepared, answers, { attempts, durationMs: clock.now() - started });
    end();
    return response;
  } catch (error) {
    // What the caller aborts with is the caller's.
    if (error instanceof RerankError && !call.settings.signal?.aborted) addDetails(error, where);
    end(error);
    throw error;
  }
}

/** All parts share one abort: when one fails for good, the others are not worth waiting for. */
async function rankParts(
  context: ExecutorContext,
  route: ModelRoute,
  prepared: PreparedCall,
  settings: ResolvedSettings,
  deadline: number,
  emit: (event: RerankEvent) => void,
): Promise<readonly Answer[]> {
  const where = { provider: route.provider.id, model: route.model };
  const sign = createSigner(route.provider, settings, prepared.target, context.env());
  const scope = openScope(settings.signal);
  try {
    return await inParallel(prepared.parts, settings.maxParallel, (part, position) => {
      const rank = createRanker(route, part, { ...context, sign, headers: prepared.headers });
      const policy = {
        clock: context.clock,
        retryBudget: context.retryBudget,
        maxRetries: settings.maxRetries,
        maxRetryAfterMs: settings.maxRetryAfterMs,
        timeoutMs: settings.timeoutMs,
        deadline,
        onAttempt: (attempt: number) => emit({ type: 'attempt', ...where, part: position, attempt }),
        onRetry: (attempt: number, error: RerankError, delayMs: number) =>
          emit({ type: 'retry', ...where, part: position, attempt, error, delayMs }),
      };
      return withRetries(rank, policy, scope.signal);
    });
  } catch (error) {
    scope.abort(error);
    throw error;
  } finally {
    scope.release();
  }
}
