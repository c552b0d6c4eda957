import { describe, expect, it } from 'vitest';
import { createFigures } from '../../src/report/figures.ts';
import { admittedBy, coresFor, fitCpu, type Load, loadsOf, replicasFor } from '../../src/report/scaling.ts';

const small: Load = { size: 'S', kilobytes: 1, cpuMicros: 100 };
const large: Load = { size: 'L', kilobytes: 1001, cpuMicros: 2100 };

describe('the capacity model', () => {
  it('takes body sizes and CPU from what was measured', () => {
    const figures = createFigures([{ scenario: 'S', variant: 'openrerank', round: 0, values: { cpuMicros: 70 } }]);
    const workloads = [{ id: 'S', title: 'small', bytes: 500 }];
    expect(loadsOf(figures, workloads)).toEqual([{ size: 'S', kilobytes: 0.5, cpuMicros: 70 }]);
  });

  it('is a straight line through the smallest and the largest', () => {
    expect(fitCpu([small, large])).toEqual({ perKilobyte: 2, perRequest: 98 });
    expect(fitCpu([small])).toBeUndefined();
  });

  it('uses 70 % of a core', () => {
    // 10,000 × 100 µs are one second of CPU a second.
    expect(coresFor(small, 10_000)).toBe(2);
    expect(coresFor(small, 7_000)).toBe(1);
  });

  it('lets through what fits the gate, over the time that it stays', () => {
    // 256 MiB are 268.2 bodies of 1,001 kB, each for a second.
    expect(admittedBy(large)).toBeCloseTo(268.2, 1);
    expect(replicasFor(large, 269)).toBe(3);
    expect(replicasFor(small, 7_000)).toBe(2);
  });
});
