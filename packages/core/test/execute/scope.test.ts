import { describe, expect, it } from 'vitest';
import { openScope } from '../../src/execute/scope.ts';
import { manualClock } from '../support/manual-clock.ts';

describe('openScope', () => {
  it('ends with its parent and for its reason', () => {
    const parent = new AbortController();
    const scope = openScope(parent.signal);
    parent.abort('left');
    expect(scope.signal.reason).toBe('left');
    expect(openScope(parent.signal).signal.reason).toBe('left');
  });

  it('ends by itself without ending its parent', () => {
    const parent = new AbortController();
    const scope = openScope(parent.signal);
    scope.abort('mine');
    expect([scope.signal.reason, parent.signal.aborted]).toEqual(['mine', false]);
  });

  it('hears nothing of its parent and its timer once it is released', () => {
    const clock = manualClock();
    const parent = new AbortController();
    const scope = openScope(parent.signal, { clock, ms: 10, reason: () => 'late' });
    scope.release();
    parent.abort();
    expect([scope.signal.aborted, clock.pending]).toEqual([false, 0]);
  });

  it('works without a parent', () => {
    const scope = openScope(undefined);
    scope.release();
    expect(scope.signal.aborted).toBe(false);
  });

  it('gives up work that does not listen', async () => {
    const clock = manualClock();
    const scope = openScope(undefined, { clock, ms: 10, reason: () => new Error('late') });
    await expect(clock.drive(scope.race(new Promise(() => {})))).rejects.toThrow('late');
    await expect(scope.race(Promise.resolve(1))).rejects.toThrow('late');
  });

  it('passes on what the work comes to', async () => {
    const scope = openScope(undefined);
    await expect(scope.race(Promise.resolve(1))).resolves.toBe(1);
    await expect(scope.race(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
