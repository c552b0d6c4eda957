import { describe, expect, it } from 'vitest';
import { sleep, systemClock } from '../src/clock.ts';
import { manualClock } from './support/manual-clock.ts';

describe('systemClock', () => {
  it('counts milliseconds since the epoch', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
  });

  it('fires a timer once, and not when it was cancelled', async () => {
    const fired: string[] = [];
    const cancel = systemClock.schedule(0, () => fired.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      systemClock.schedule(1, () => {
        fired.push('kept');
        resolve();
      });
    });
    expect(fired).toEqual(['kept']);
  });

  it('does not fire at once for a time that is too long for a timer', async () => {
    let fired = false;
    const cancel = systemClock.schedule(Number.POSITIVE_INFINITY, () => {
      fired = true;
    });
    await new Promise<void>((resolve) => systemClock.schedule(5, resolve));
    cancel();
    expect(fired).toBe(false);
  });
});

describe('sleep', () => {
  it('ends after its time', async () => {
    const clock = manualClock();
    await clock.drive(sleep(clock, 300, new AbortController().signal));
    expect(clock.now()).toBe(300);
  });

  it('ends with the reason of an abort and leaves no timer', async () => {
    const clock = manualClock();
    const controller = new AbortController();
    const why = new Error('enough');
    const asleep = sleep(clock, 300, controller.signal);
    controller.abort(why);
    await expect(asleep).rejects.toBe(why);
    await expect(sleep(clock, 300, controller.signal)).rejects.toBe(why);
    expect(clock.pending).toBe(0);
  });
});
