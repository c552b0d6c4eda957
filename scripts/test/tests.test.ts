import { describe, expect, it } from 'vitest';
import { summarize } from '../check/gates/tests.ts';

const report = (numPassedTests: number, numFailedTests: number, numPendingTests: number) =>
  JSON.stringify({ numPassedTests, numFailedTests, numPendingTests });

describe('summarize', () => {
  it('counts passed and failed tests', () => {
    expect(summarize(report(12, 3, 0))).toEqual({ tests: { passed: 12, failed: 3 }, note: '12 passed, 3 failed' });
  });

  it('mentions tests that did not run', () => {
    expect(summarize(report(12, 0, 2)).note).toBe('12 passed, 0 failed, 2 skipped');
  });
});
