import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/execute/settings.ts';
import type { CallSettings } from '../../src/index.ts';

describe('resolveSettings', () => {
  it('puts the call over the defaults over ours, undefined counting as absent', () => {
    expect(
      resolveSettings({ timeoutMs: 1, maxRetries: undefined }, { timeoutMs: 2, maxRetries: 7, overflow: 'reject' }),
    ).toEqual({
      timeoutMs: 1,
      totalTimeoutMs: Number.POSITIVE_INFINITY,
      maxRetries: 7,
      maxRetryAfterMs: 60_000,
      maxParallel: 4,
      overflow: 'reject',
    });
    expect(resolveSettings({}, {})).toMatchObject({ timeoutMs: 60_000, maxRetries: 2, overflow: 'split' });
  });

  it.each([
    [{ timeoutMs: 0 }, 'timeoutMs must be a number of milliseconds above 0.'],
    [{ timeoutMs: Number.NaN }, 'timeoutMs must be a number of milliseconds above 0.'],
    [{ totalTimeoutMs: -1 }, 'totalTimeoutMs must be a number of milliseconds above 0.'],
    [{ maxRetries: -1 }, 'maxRetries must be an integer of at least 0.'],
    [{ maxRetries: 1.5 }, 'maxRetries must be an integer of at least 0.'],
    [{ maxRetryAfterMs: -1 }, 'maxRetryAfterMs must be a number of milliseconds of at least 0.'],
    [{ maxParallel: 0 }, 'maxParallel must be an integer of at least 1.'],
    [{ maxParallel: 0.5 }, 'maxParallel must be an integer of at least 1.'],
    [{ overflow: 'drop' as 'split' }, 'overflow must be "split" or "reject".'],
  ] satisfies [CallSettings, string][])('refuses %o', (settings, message) => {
    expect(() => resolveSettings(settings, {})).toThrow(expect.objectContaining({ code: 'invalid_request', message }));
  });
});
