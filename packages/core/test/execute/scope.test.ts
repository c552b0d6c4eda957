import { describe, expect, it } from 'vitest';
import { onEnd, runScoped, type Scope, signalOf, timeoutAt } from '../../src/execute/scope.ts';
import { manualClock } from '../support/manual-clock.ts';

const never = () => new Promise<never>(() => {});

/** Runs work that does not listen, and shows the signal that it was given. */
function runDeaf(...rest: [parent: AbortSignal | undefined, timeout?: Parameters<typeof runScoped>[2]]) {
  let signal: AbortSignal | undefined;
  const outcome = runScoped(
    (scope) => {
      signal = signalOf(scope);
      return never();
    },
    ...rest,
  );
  return { outcome, signal: signal as unknown as AbortSignal };
}

describe('runScoped', () => {
  it('ends with its parent and for its reason, even where the work does not listen', async () => {
    const parent = new AbortController();
    const { outcome, signal } = runDeaf(parent.signal);
    parent.abort('left');
    await expect(outcome).rejects.toBe('left');
    expect(signal.reason).toBe('left');
  });

  it('does not begin under a parent that has ended', async () => {
    let begun = false;
    const work = async () => {
      begun = true;
    };
    await expect(runScoped(work, AbortSignal.abort('left'))).rejects.toBe('left');
    expect(begun).toBe(false);
  });

  it('ends when its time is up, without ending its parent', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    const { outcome, signal } = runDeaf(parent.signal, { clock, ms: 10, reason: () => 'late' });
    await expect(clock.drive(outcome)).rejects.toBe('late');
    expect([signal.reason, parent.signal.aborted]).toEqual(['late', false]);
  });

  it('gives what the work comes to, and hears nothing of its parent and its timer from then on', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    let signal: AbortSignal | undefined;
    const work = async (scope: Scope) => {
      signal = signalOf(scope);
      return 1;
    };
    await expect(runScoped(work, parent.signal, { clock, ms: 10, reason: () => 'late' })).resolves.toBe(1);
    parent.abort();
    expect([signal?.aborted, clock.pending]).toEqual([false, 0]);
  });

  it('fails as the work does, and stops what the work has left running', async () => {
    const clock = manualClock();
    const why = new Error('no');
    let signal: AbortSignal | undefined;
    const work = async (scope: Scope) => {
      signal = signalOf(scope);
      throw why;
    };
    await expect(runScoped(work, undefined, { clock, ms: 10, reason: () => 'late' })).rejects.toBe(why);
    expect([signal?.reason, clock.pending]).toEqual([why, 0]);
  });
});

describe('a scope', () => {
  it('tells its end once, to those who ask before it and after it, and makes a signal for whoever wants one', async () => {
    const parent = new AbortController();
    let scope: Scope | undefined;
    const told: unknown[] = [];
    const outcome = runScoped((given) => {
      scope = given;
      onEnd(given, (reason) => told.push(reason));
      return Promise.race([never(), never()]);
    }, parent.signal);
    expect(scope?.ended).toBeUndefined();
    parent.abort('left');
    await expect(outcome).rejects.toBe('left');
    if (scope === undefined) throw new Error('no scope');
    onEnd(scope, (reason) => told.push(reason));
    expect([told, scope.ended, signalOf(scope).reason]).toEqual([['left', 'left'], { reason: 'left' }, 'left']);
  });
});

describe('timeoutAt', () => {
  it('is what is left until then, and nothing for a deadline that never comes', () => {
    const clock = manualClock();
    expect(timeoutAt(clock.now() + 5, clock, () => 'late')?.ms).toBe(5);
    expect(timeoutAt(Number.POSITIVE_INFINITY, clock, () => 'late')).toBeUndefined();
  });
});
