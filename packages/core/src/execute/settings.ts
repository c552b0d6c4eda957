import { faultAt } from '../errors.ts';
import { refuseUnknownKeys } from '../known-keys.ts';
import type { CallSettings } from '../request.ts';

/** What a registry may set for all of its calls. */
export type CallDefaults = Pick<
  CallSettings,
  'timeoutMs' | 'totalTimeoutMs' | 'maxRetries' | 'maxRetryAfterMs' | 'maxParallel' | 'overflow'
>;

export interface ResolvedSettings extends CallSettings {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxRetries: number;
  readonly maxRetryAfterMs: number;
  readonly maxParallel: number;
  readonly overflow: 'split' | 'reject';
}

const settingNames: ReadonlySet<string> = new Set(
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
  } satisfies Record<keyof CallSettings, true>),
);

/** A call's settings over the registry's defaults over ours. An undefined value counts as absent. */
export function resolveSettings(call: CallSettings, defaults: CallDefaults): ResolvedSettings {
  refuseUnknownKeys(call, settingNames, 'a setting of a call', ['query', 'documents', 'topN', 'options']);
  const settings: ResolvedSettings = {
    signal: call.signal,
    headers: call.headers,
    apiKey: call.apiKey,
    baseUrl: call.baseUrl,
    onEvent: call.onEvent,
    timeoutMs: call.timeoutMs ?? defaults.timeoutMs ?? 60_000,
    totalTimeoutMs: totalTimeoutOf(call, defaults),
    maxRetries: call.maxRetries ?? defaults.maxRetries ?? 2,
    maxRetryAfterMs: call.maxRetryAfterMs ?? defaults.maxRetryAfterMs ?? 60_000,
    maxParallel: call.maxParallel ?? defaults.maxParallel ?? 4,
    overflow: call.overflow ?? defaults.overflow ?? 'split',
  };
  demand('timeoutMs', isNumber(settings.timeoutMs) && settings.timeoutMs > 0, 'a number of milliseconds above 0');
  demand(
    'totalTimeoutMs',
    isNumber(settings.totalTimeoutMs) && settings.totalTimeoutMs > 0,
    'a number of milliseconds above 0',
  );
  demand('maxRetries', Number.isInteger(settings.maxRetries) && settings.maxRetries >= 0, 'an integer of at least 0');
  demand(
    'maxRetryAfterMs',
    isNumber(settings.maxRetryAfterMs) && settings.maxRetryAfterMs >= 0,
    'a number of milliseconds of at least 0',
  );
  demand(
    'maxParallel',
    Number.isInteger(settings.maxParallel) && settings.maxParallel >= 1,
    'an integer of at least 1',
  );
  demand('overflow', settings.overflow === 'split' || settings.overflow === 'reject', '"split" or "reject"');
  return settings;
}

export const totalTimeoutOf = (call: CallSettings, defaults: CallDefaults): number =>
  call.totalTimeoutMs ?? defaults.totalTimeoutMs ?? Number.POSITIVE_INFINITY;

const isNumber = (value: unknown) => typeof value === 'number';

function demand(field: keyof CallDefaults, holds: boolean, expected: string): void {
  if (!holds) throw faultAt(field, `${field} must be ${expected}.`);
}
