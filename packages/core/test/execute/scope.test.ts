import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Scope } from '../../src/execute/scope.ts';
import { manualClock } from '../support/manual-clock.ts';

const never = () => new Promise<never>(() => {});

/** Runs work that does not listen, and shows the signal that it was given. */
function runDeaf(parent: AbortSignal | undefined, { clock = manualClock(), ms = Number.POSITIVE_INFINITY } = {}) {
  let signal: AbortSignal | undefined;
  const work = (scope: Scope) => {
    signal = scope.signal;
    return never();
  };
  const outcome = Scope.run(work, clock, parent, ms);
  return { outcome, signal: signal as unknown as AbortSignal };
}

describe('Scope.run', () => {
  it('ends with its parent and for its reason, even where the work does not listen', async () => {
    const parent = new AbortController();
    const { outcome, signal } = runDeaf(parent.signal);
    parent.abort('left');
    await expect(outcome).rejects.toBe('left');
    expect(signal.reason).toBe('left');
  });

  it('does not begin under a parent that has ended', async () => {
    const clock = manualClock();
    let begun = false;
    const work = async () => {
      begun = true;
    };
    await expect(Scope.run(work, clock, AbortSignal.abort('left'), 10)).rejects.toBe('left');
    expect([begun, clock.pending]).toEqual([false, 0]);
  });

  it('ends when its time is up, without ending its parent', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    const { outcome, signal } = runDeaf(parent.signal, { clock, ms: 10 });
    const late = { code: 'timeout', message: 'The call did not end within its time (totalTimeoutMs).' };
    await expect(clock.drive(outcome)).rejects.toMatchObject(late);
    expect(signal.reason).toMatchObject(late);
    expect([clock.now(), parent.signal.aborted]).toEqual([10, false]);
    expect(getEventListeners(parent.signal, 'abort')).toEqual([]);
  });

  it('gives what the work comes to, and hears nothing of its parent and its timer from then on', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    let signal: AbortSignal | undefined;
    const work = async (scope: Scope) => {
      signal = scope.signal;
      return 1;
    };
    await expect(Scope.run(work, clock, parent.signal, 10)).resolves.toBe(1);
    parent.abort();
    expect([signal?.aborted, clock.pending]).toEqual([false, 0]);
  });

  it('fails as the work does, and stops what the work has left running', async () => {
    const clock = manualClock();
    const why = new Error('no');
    let signal: AbortSignal | undefined;
    const work = async (scope: Scope) => {
      signal = scope.signal;
      throw why;
    };
    await expect(Scope.run(work, clock, undefined, 10)).rejects.toBe(why);
    expect([signal?.reason, clock.pending]).toEqual([why, 0]);
  });

  it('has no timer for a deadline that never comes', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    const { outcome } = runDeaf(parent.signal, { clock });
    expect(clock.pending).toBe(0);
    parent.abort('left');
    await expect(outcome).rejects.toBe('left');
  });
});

describe('a scope', () => {
  it('tells its end once, to those who ask before it and after it, and makes a signal for whoever wants one', async () => {
    const parent = new AbortController();
    let scope: Scope | undefined;
    const told: unknown[] = [];
    const outcome = Scope.run(
      (given) => {
        scope = given;
        given.onAbort((reason) => told.push(reason));
        given.addEventListener('abort', () => told.push('as an event'));
        return never();
      },
      manualClock(),
      parent.signal,
    );
    if (scope === undefined) throw new Error('no scope');
    const { signal } = scope;
    expect([scope.aborted, signal.aborted]).toEqual([false, false]);
    scope.throwIfAborted();
    parent.abort('left');
    await expect(outcome).rejects.toBe('left');
    scope.onAbort((reason) => told.push(reason));
    scope.end('later');
    expect(told).toEqual(['left', 'as an event', 'left']);
    expect([scope.aborted, scope.reason, scope.signal, signal.reason]).toEqual([true, 'left', signal, 'left']);
    expect(scope.throwIfAborted.bind(scope)).toThrow('left');
  });

  it('makes a signal that has aborted for whoever asks after the end', () => {
    const scope = new Scope();
    scope.end('left');
    expect([scope.signal.aborted, scope.signal.reason]).toEqual([true, 'left']);
  });

  it('forgets a listener that leaves', () => {
    const scope = new Scope();
    const told: string[] = [];
    const one = () => told.push('one');
    const two = () => told.push('two');
    scope.removeEventListener('abort', one);
    scope.addEventListener('abort', one);
    scope.addEventListener('abort', two);
    scope.removeEventListener('abort', one);
    scope.removeEventListener('abort', one);
    scope.end('left');
    expect(told).toEqual(['two']);
  });

  it('names the setting that bounded it', async () => {
    const clock = manualClock();
    const scope = new Scope();
    scope.begin(clock, undefined, 5, 'timeoutMs');
    const reason = await clock.drive(new Promise((resolve) => scope.onAbort(resolve)));
    expect(reason).toMatchObject({ code: 'timeout', message: 'No response within 5 ms (timeoutMs).' });
  });

  it('does not end once it is done', () => {
    const parent = new AbortController();
    const scope = new Scope();
    scope.begin(manualClock(), parent.signal);
    scope.done();
    parent.abort('left');
    scope.end('later');
    expect([scope.aborted, scope.reason]).toEqual([false, undefined]);
  });
});
