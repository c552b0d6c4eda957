import { errorCodes, RerankError } from '../errors.ts';
import type { CallSettings } from '../request.ts';
import type { Middleware, RerankCall } from './middleware.ts';

export interface FallbackTarget extends Pick<CallSettings, 'apiKey' | 'baseUrl' | 'headers'> {
  readonly model: string;
  /** Options for this model. The call's own are kept only for a model of the same provider. */
  readonly options?: unknown;
}

export interface FallbackOptions {
  /** Which errors lead on to the next model. Default: those whose code has `failover`. */
  readonly when?: ((error: RerankError) => boolean) | undefined;
}

/**
 * Tries other models, in order, where the one that was asked for fails. An answer by another model carries a
 * `fallback_used` warning; when all fail, the first error is thrown. What belongs to the call's own provider (options,
 * key, base URL, headers) never goes to another one.
 */
export function fallback(
  models: readonly (string | FallbackTarget)[],
  { when = (error) => errorCodes[error.code].failover }: FallbackOptions = {},
): Middleware {
  const targets = models.map((model) => (typeof model === 'string' ? { model } : model));
  return async (call, next) => {
    const leadsOn = (error: unknown): error is RerankError =>
      !call.settings.signal?.aborted && error instanceof RerankError && when(error);
    try {
      return await next(call);
    } catch (first) {
      if (!leadsOn(first)) throw first;
      for (const target of targets) {
        try {
          const response = await next(redirect(call, target));
          const message = `"${call.model}" failed (${first.code}); "${target.model}" answered.`;
          return { ...response, warnings: [...response.warnings, { code: 'fallback_used', message }] };
        } catch (error) {
          if (isMisconfigured(error)) throw error;
          if (!leadsOn(error)) throw first;
        }
      }
      throw first;
    }
  };
}

function redirect(call: RerankCall, target: FallbackTarget): RerankCall {
  const { apiKey, baseUrl, headers, ...shared } = call.settings;
  const sameProvider = providerOf(call.model) === providerOf(target.model);
  return {
    ...call,
    model: target.model,
    request: { ...call.request, options: target.options ?? (sameProvider ? call.request.options : undefined) },
    settings: {
      ...shared,
      ...(sameProvider && { apiKey, baseUrl, headers }),
      ...(target.apiKey !== undefined && { apiKey: target.apiKey }),
      ...(target.baseUrl !== undefined && { baseUrl: target.baseUrl }),
      ...(target.headers !== undefined && { headers: target.headers }),
    },
  };
}

const providerOf = (model: string) => model.slice(0, model.indexOf('/'));

// A fallback that cannot exist is a mistake in the program; hiding it would leave it to be found in an outage.
const isMisconfigured = (error: unknown) =>
  error instanceof RerankError && (error.code === 'unknown_provider' || error.code === 'invalid_model');
