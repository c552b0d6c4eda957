import { invalidInput } from './errors.ts';
import { type CallSettings, requestFields } from './request.ts';
import { refuseUnknownKeys } from './unknown-keys.ts';

/** Settings that a registry may set for all of its calls. */
export type CallDefaults = Pick<
  CallSettings,
  'timeoutMs' | 'totalTimeoutMs' | 'maxRetries' | 'maxRetryAfterMs' | 'maxParallel' | 'overflow'
>;

/** A call's settings, checked, with the defaults filled in. */
export type ResolvedSettings = CallSettings & {
  readonly [Name in keyof CallDefaults]-?: NonNullable<CallDefaults[Name]>;
};

/** The names of a call's settings, for functions that take them in one flat object with others. */
export const callSettings: ReadonlySet<string> = new Set(
  Object.keys({
    signal: true,
    timeoutMs: true,
    totalTimeoutMs: true,
    maxRetries: true,
    maxRetryAfterMs: true,
    maxParallel: true,
    headers: true,
    apiKey: true,
    baseUrl: true,
    overflow: true,
    onEvent: true,
    includeRawResponses: true,
  } satisfies Record<keyof CallSettings, true>),
);

const ours: ResolvedSettings = {
  timeoutMs: 60_000,
  totalTimeoutMs: Number.POSITIVE_INFINITY,
  maxRetries: 2,
  maxRetryAfterMs: 60_000,
  maxParallel: 4,
  overflow: 'split',
};

/** The registry's defaults over ours. */
export const resolveDefaults = (defaults: CallDefaults = {}): ResolvedSettings => resolveSettings(defaults, ours);

/** A call's settings over the registry's. An undefined value counts as absent. */
export function resolveSettings(call: CallSettings | undefined, defaults: ResolvedSettings): ResolvedSettings {
  if (call === undefined) return defaults;
  refuseUnknownKeys(call, callSettings, 'a setting of a call', requestFields);
  const settings: ResolvedSettings = {
    signal: call.signal,
    headers: call.headers,
    apiKey: call.apiKey,
    baseUrl: call.baseUrl,
    onEvent: call.onEvent,
    includeRawResponses: call.includeRawResponses,
    timeoutMs: call.timeoutMs ?? defaults.timeoutMs,
    totalTimeoutMs: call.totalTimeoutMs ?? defaults.totalTimeoutMs,
    maxRetries: call.maxRetries ?? defaults.maxRetries,
    maxRetryAfterMs: call.maxRetryAfterMs ?? defaults.maxRetryAfterMs,
    maxParallel: call.maxParallel ?? defaults.maxParallel,
    overflow: call.overflow ?? defaults.overflow,
  };
  demand('timeoutMs', settings.timeoutMs > 0, settings.timeoutMs, 'a number of milliseconds above 0');
  demand('totalTimeoutMs', settings.totalTimeoutMs > 0, settings.totalTimeoutMs, 'a number of milliseconds above 0');
  demand('maxRetries', isInteger(settings.maxRetries, 0), settings.maxRetries, 'an integer of at least 0');
  const { maxRetryAfterMs } = settings;
  demand('maxRetryAfterMs', maxRetryAfterMs >= 0, maxRetryAfterMs, 'a number of milliseconds of at least 0');
  demand('maxParallel', isInteger(settings.maxParallel, 1), settings.maxParallel, 'an integer of at least 1');
  if (settings.overflow !== 'split' && settings.overflow !== 'reject') {
    throw invalidInput('overflow', 'must be "split" or "reject"');
  }
  return settings;
}

const isInteger = (value: number, least: number) => Number.isInteger(value) && value >= least;

function demand(field: keyof CallDefaults, holds: boolean, value: unknown, expected: string): void {
  if (!holds || typeof value !== 'number') throw invalidInput(field, `must be ${expected}`);
}
