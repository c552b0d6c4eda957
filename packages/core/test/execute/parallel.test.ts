import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inParallel } from '../../src/execute/parallel.ts';

describe('inParallel', () => {
  it('keeps the order and the limit, whichever item is done first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(12), fc.integer({ min: 1, max: 5 }), async (scheduler, count, limit) => {
        let running = 0;
        let most = 0;
        const items = Array.from({ length: count }, (_, index) => index * 10);
        const done = inParallel(items, limit, async (item, position) => {
          expect(item).toBe(position * 10);
          most = Math.max(most, ++running);
          await scheduler.schedule(Promise.resolve());
          running--;
          return item + 1;
        });
        await scheduler.waitFor(done);
        expect(await done).toEqual(items.map((item) => item + 1));
        expect(most).toBe(Math.min(limit, count));
      }),
    );
  });

  it('throws the first failure at once and starts nothing more', async () => {
    const started: number[] = [];
    const why = new Error('no');
    const work = (item: number) => {
      started.push(item);
      return item === 1 ? Promise.reject(why) : item === 0 ? new Promise<number>(() => {}) : Promise.resolve(item);
    };
    await expect(inParallel([0, 1, 2, 3], 2, work)).rejects.toBe(why);
    expect(started).toEqual([0, 1]);
  });

  it('starts nothing more after a failure elsewhere', async () => {
    const started: number[] = [];
    let finish: (value: number) => void = () => {};
    const work = (item: number) => {
      started.push(item);
      return item === 0
        ? new Promise<number>((resolve) => {
            finish = resolve;
          })
        : Promise.reject(new Error('no'));
    };
    await expect(inParallel([0, 1, 2], 2, work)).rejects.toThrow('no');
    finish(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual([0, 1]);
  });
});
