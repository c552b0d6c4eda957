import { errorCodes, RerankError } from '../errors.ts';
import type { CallSettings } from '../request.ts';
import type { Middleware, RerankCall } from './middleware.ts';

/** Another model to ask, with what it needs. */
export interface FallbackTarget extends Pick<CallSettings, 'apiKey' | 'baseUrl' | 'headers'> {
  readonly model: string;
  /** Options for this model. The call's own are kept only for a model of the same provider. */
  readonly options?: unknown;
}

/** When to go on to the next model. */
export interface FallbackOptions {
  /** Which errors of the model that was asked for lead on. Default: those whose code has `failover`. */
  readonly when?: ((error: RerankError) => boolean) | undefined;
}

/**
 * Tries other models, in order, where the one that was asked for fails. An answer by another model carries a
 * `fallback_used` warning; when all fail, the first error is thrown. A key, a base URL and headers go together: a target
 * has its own three if it brings any of them, else the call's if it is of the same provider, else what is configured.
 */
export function fallback(
  models: readonly (string | FallbackTarget)[],
  { when = leadsOnByCode }: FallbackOptions = {},
): Middleware {
  const targets = models.map((model) => (typeof model === 'string' ? { model } : model));
  return async (call, next) => {
    try {
      return await next(call);
    } catch (first) {
      call.settings.signal?.throwIfAborted();
      if (!(first instanceof RerankError) || !when(first)) throw first;
      for (const target of targets) {
        try {
          const response = await next(redirect(call, target));
          const message = `"${call.model}" failed (${first.code}); "${target.model}" answered.`;
          return { ...response, warnings: [...response.warnings, { code: 'fallback_used', message }] };
        } catch (error) {
          call.settings.signal?.throwIfAborted();
          if (isMisconfigured(error)) throw error;
        }
      }
      throw first;
    }
  };
}

// The error may come from a newer copy of core, with a code that this one does not know.
const leadsOnByCode = ({ code, retryable }: RerankError): boolean =>
  (errorCodes as Partial<typeof errorCodes>)[code]?.failover ?? retryable;

function redirect(call: RerankCall, target: FallbackTarget): RerankCall {
  const { apiKey, baseUrl, headers, ...shared } = call.settings;
  const isSameProvider = providerOf(call.model) === providerOf(target.model);
  const bringsOwn = [target.apiKey, target.baseUrl, target.headers].some((own) => own !== undefined);
  const access = bringsOwn ? target : isSameProvider ? { apiKey, baseUrl, headers } : {};
  return {
    ...call,
    model: target.model,
    request: { ...call.request, options: target.options ?? (isSameProvider ? call.request.options : undefined) },
    settings: { ...shared, apiKey: access.apiKey, baseUrl: access.baseUrl, headers: access.headers },
  };
}

const providerOf = (model: string) => model.slice(0, model.indexOf('/'));

// A fallback that cannot exist is a mistake in the program; hiding it would leave it to be found in an outage.
const isMisconfigured = (error: unknown) =>
  error instanceof RerankError && (error.code === 'unknown_provider' || error.code === 'invalid_model');
