import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSchedule } from '../../src/load/schedule.ts';

describe('createSchedule', () => {
  it('spaces requests evenly', () => {
    const { count, dueAt } = createSchedule(50, 2);
    expect(count).toBe(100);
    expect([0, 1, 2].map(dueAt)).toEqual([0, 20, 40]);
  });

  it('has the first one due at once, and the others at their time', () => {
    const { dueBy } = createSchedule(50, 2);
    expect([0, 19.9, 20, 39.9, 40].map(dueBy)).toEqual([1, 1, 2, 2, 3]);
  });

  it('has none due before its offset', () => {
    const { dueAt, dueBy } = createSchedule(50, 2, 10);
    expect([0, 9.9, 10, 30].map(dueBy)).toEqual([0, 0, 1, 2]);
    expect(dueAt(1)).toBe(30);
  });

  it('goes on however late it is looked at: a stall makes all that came due meanwhile due at once', () => {
    const { dueBy } = createSchedule(1000, 1);
    expect(dueBy(500) - dueBy(400)).toBe(100);
    expect(dueBy(60_000)).toBe(1000);
  });

  it('has a request due by its own time and never before', () => {
    const schedules = fc.record({
      perSecond: fc.integer({ min: 1, max: 5000 }),
      seconds: fc.integer({ min: 1, max: 20 }),
      offset: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(schedules, fc.nat(), ({ perSecond, seconds, offset }, any) => {
        const { count, dueAt, dueBy } = createSchedule(perSecond, seconds, offset);
        const index = any % count;
        // A thousandth of a millisecond is more than the rounding of floating point and less than anybody measures.
        expect(dueBy(dueAt(index) + 0.001)).toBeGreaterThanOrEqual(index + 1);
        expect(dueBy(dueAt(index) - 0.001)).toBeLessThanOrEqual(index);
      }),
    );
  });
});
