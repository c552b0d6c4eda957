import { describe, expect, it } from 'vitest';
import type { CallSettings } from '../src/index.ts';
import { callSettings, resolveDefaults, resolveSettings } from '../src/settings.ts';

describe('resolveSettings', () => {
  it('puts the call over the defaults over ours, undefined counting as absent', () => {
    const defaults = resolveDefaults({ timeoutMs: 2, maxRetries: 7, overflow: 'reject' });
    expect(resolveSettings({ timeoutMs: 1, maxRetries: undefined }, defaults)).toEqual({
      timeoutMs: 1,
      totalTimeoutMs: Number.POSITIVE_INFINITY,
      maxRetries: 7,
      maxRetryAfterMs: 60_000,
      maxParallel: 4,
      overflow: 'reject',
    });
    expect(resolveSettings({}, resolveDefaults())).toMatchObject({
      timeoutMs: 60_000,
      maxRetries: 2,
      overflow: 'split',
    });
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
    expect(() => resolveSettings(settings, resolveDefaults())).toThrow(
      expect.objectContaining({ code: 'invalid_request', message }),
    );
  });

  it('gives the defaults themselves to a call without settings', () => {
    const defaults = resolveDefaults({ timeoutMs: 2 });
    expect(resolveSettings(undefined, defaults)).toBe(defaults);
  });

  it('keeps what only a call has', () => {
    const call = {
      apiKey: 'k',
      baseUrl: 'https://h',
      headers: { a: '1' },
      onEvent: () => {},
      includeRawResponses: true,
    };
    const { signal } = new AbortController();
    expect(resolveSettings({ ...call, signal }, resolveDefaults())).toMatchObject({ ...call, signal });
  });
});

describe('callSettings', () => {
  it('tells a setting from a part of the request', () => {
    expect(['timeoutMs', 'signal', 'query', 'topN', 'toString'].map((name) => callSettings.has(name))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
