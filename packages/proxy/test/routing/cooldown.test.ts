import { errorCodes, RerankError, type RerankErrorCode } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { createCooldowns } from '../../src/routing/cooldown.ts';

const error = (code: RerankErrorCode, retryAfterMs?: number) => new RerankError(code, 'It failed.', { retryAfterMs });

function setUp(settings = { allowedFails: 2, cooldownMs: 5_000 }) {
  let time = 0;
  const cooldowns = createCooldowns(settings, () => time);
  const fail = (code: RerankErrorCode = 'unavailable', retryAfterMs?: number, alone = false) =>
    cooldowns.failed('d', error(code, retryAfterMs), alone);
  return {
    fail,
    pause: () => cooldowns.pauseOf('d'),
    cooldowns,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

describe('failures', () => {
  it('pause a deployment that has more of them than it may, for the cooldown', () => {
    const { fail, pause, pass } = setUp();
    expect([fail(), fail(), pause()]).toEqual([undefined, undefined, undefined]);
    expect(fail()).toEqual({ reason: 'failures', remainingMs: 5_000 });
    pass(4_000);
    expect(pause()).toEqual({ reason: 'failures', remainingMs: 1_000 });
    pass(1_000);
    expect(pause()).toBeUndefined();
  });

  it('count anew after a pause', () => {
    const { fail, pause, pass } = setUp();
    for (let count = 0; count < 3; count++) fail();
    pass(5_000);
    fail();
    fail();
    expect(pause()).toBeUndefined();
  });

  it('are forgotten after a minute', () => {
    const { fail, pause, pass } = setUp();
    fail();
    fail();
    pass(60_000);
    fail();
    expect(pause()).toBeUndefined();
  });

  it('pause at the first one where none is allowed', () => {
    expect(setUp({ allowedFails: 0, cooldownMs: 1 }).fail()).toBeDefined();
  });

  it('never pause a deployment that serves its group alone', () => {
    const { fail, pause } = setUp();
    for (let count = 0; count < 9; count++) fail('unavailable', undefined, true);
    expect(pause()).toBeUndefined();
  });

  it('of one deployment say nothing about another', () => {
    const { fail, cooldowns } = setUp({ allowedFails: 0, cooldownMs: 1 });
    fail();
    expect(cooldowns.pauseOf('other')).toBeUndefined();
  });

  it.each(Object.keys(errorCodes) as RerankErrorCode[])('count when another deployment could do better: %s', (code) => {
    const { fail } = setUp({ allowedFails: 0, cooldownMs: 1_000 });
    expect(fail(code) !== undefined).toBe(errorCodes[code].failover);
  });
});

describe('a rate limit', () => {
  it('pauses at once for the time the upstream asks for, alone or not', () => {
    for (const alone of [true, false]) {
      const { fail, pause } = setUp();
      fail('rate_limited', 30_000, alone);
      expect(pause()).toEqual({ reason: 'rate_limited', remainingMs: 30_000 });
    }
  });

  it('pauses for the cooldown where the upstream does not say', () => {
    const { fail, pause } = setUp();
    fail('rate_limited');
    expect(pause()?.remainingMs).toBe(5_000);
  });

  it('pauses for ten minutes at most', () => {
    const { fail, pause } = setUp();
    fail('rate_limited', 86_400_000);
    expect(pause()?.remainingMs).toBe(600_000);
  });

  it('is not made shorter by calls that were under way', () => {
    const { fail, pause } = setUp({ allowedFails: 0, cooldownMs: 5_000 });
    fail('rate_limited', 30_000);
    expect(fail()).toBeUndefined();
    expect(fail('rate_limited', 1_000)).toBeUndefined();
    expect(pause()).toEqual({ reason: 'rate_limited', remainingMs: 30_000 });
  });
});
