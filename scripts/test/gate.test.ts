import { describe, expect, it } from 'vitest';
import { problemsResult, tally } from '../check/gate.ts';

describe('tally', () => {
  it('counts a gate without tests as one', () => {
    expect(tally({ ok: true })).toEqual({ passed: 1, failed: 0 });
    expect(tally({ ok: false })).toEqual({ passed: 0, failed: 1 });
  });

  it('counts the tests of a gate that has them', () => {
    expect(tally({ ok: true, tests: { passed: 40, failed: 0 } })).toEqual({ passed: 40, failed: 0 });
    expect(tally({ ok: false, tests: { passed: 38, failed: 2 } })).toEqual({ passed: 38, failed: 2 });
  });

  it('counts a failure though every test passed, as when coverage is too low', () => {
    expect(tally({ ok: false, tests: { passed: 40, failed: 0 } })).toEqual({ passed: 40, failed: 1 });
  });

  it('counts a run of no tests at all as a failure', () => {
    expect(tally({ ok: true, tests: { passed: 0, failed: 0 } })).toEqual({ passed: 0, failed: 1 });
  });

  it('does not count what was skipped', () => {
    expect(tally({ ok: true, skipped: 'not on this platform' })).toEqual({ passed: 0, failed: 0 });
  });
});

describe('problemsResult', () => {
  it('passes with a note when there are no problems', () => {
    expect(problemsResult([], '6 packages')).toEqual({ ok: true, output: '', note: '6 packages' });
  });

  it('fails with one line a problem', () => {
    expect(problemsResult(['first', 'second'], '6 packages')).toEqual({ ok: false, output: 'first\nsecond' });
  });
});
