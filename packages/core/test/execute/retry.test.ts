import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRetryBudget, parseRetryAfter, retryDelay } from '../../src/execute/retry.ts';
import { RerankError } from '../../src/index.ts';
import { manualClock } from '../support/manual-clock.ts';

const anyTime = { maxRetryAfterMs: 60_000, remainingMs: Number.POSITIVE_INFINITY };
const failure = (retryAfterMs?: number) => new RerankError('rate_limited', 'x', { retryAfterMs });

describe('retryDelay', () => {
  it('doubles the longest wait with each attempt, up to eight seconds', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => retryDelay(failure(), attempt, anyTime, () => 1));
    expect(longest).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it('spreads over the whole range', () => {
    expect(retryDelay(failure(), 1, anyTime, () => 0)).toBe(0);
    expect(retryDelay(failure(), 1, anyTime, () => 0.5)).toBe(125);
  });

  it('waits as long as the upstream asks for, and then as long as it would anyway', () => {
    expect(retryDelay(failure(3000), 1, anyTime, () => 0)).toBe(3000);
    expect(retryDelay(failure(3000), 2, anyTime, () => 0.5)).toBe(3250);
    expect(retryDelay(failure(0), 1, anyTime, () => 1)).toBe(250);
    expect(retryDelay(failure(60_000), 1, anyTime, () => 0)).toBe(60_000);
  });

  it('does not sleep on a wait that is too long, or on an error that is final', () => {
    expect(retryDelay(failure(60_001), 1, anyTime, () => 1)).toBeUndefined();
    expect(retryDelay(new RerankError('rejected', 'x'), 1, anyTime, () => 0)).toBeUndefined();
  });

  it('stays inside the time that is left', () => {
    fc.assert(
      fc.property(
        fc.nat(70_000),
        fc.nat(20_000),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (after, left, attempt, told) => {
          const delay = retryDelay(
            failure(told ? after : undefined),
            attempt,
            { ...anyTime, remainingMs: left },
            () => 0.9,
          );
          if (delay !== undefined) expect(delay).toBeLessThan(left);
        },
      ),
    );
  });
});

describe('parseRetryAfter', () => {
  it.each([
    ['3', 3000],
    ['0', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 50_000],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['120, 3', undefined],
    ['1970', 1_970_000],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j', (value, ms) => {
    expect(parseRetryAfter(value, 10_000)).toBe(ms);
  });
});

describe('createRetryBudget', () => {
  it('allows a burst, then what calls and time give back', () => {
    const clock = manualClock();
    const budget = createRetryBudget(clock, { burst: 2, perCall: 0.5, perSecond: 1 });
    expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
    budget.deposit();
    expect(budget.withdraw()).toBe(false);
    budget.deposit();
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
    clock.advance(1000);
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
  });

  it('does not save up more than its burst', () => {
    const clock = manualClock();
    const budget = createRetryBudget(clock, { burst: 1 });
    for (let call = 0; call < 100; call++) budget.deposit();
    clock.advance(3_600_000);
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
  });

  it('lets twenty retries through by default', () => {
    const budget = createRetryBudget(manualClock());
    expect(Array.from({ length: 25 }, () => budget.withdraw()).filter(Boolean)).toHaveLength(20);
  });
});
