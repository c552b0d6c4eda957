import { describe, expect, it } from 'vitest';
import { createCancel } from '../../src/http/cancel.ts';
import { createDrain } from '../../src/http/drain.ts';
import { drainEnded } from '../../src/http/rerank.ts';

describe('createDrain', () => {
  it('ends at once where nothing is under way', async () => {
    const drain = createDrain();
    expect(drain.isDraining).toBe(false);
    await drain.end(60_000);
    expect(drain.isDraining).toBe(true);
  });

  it('waits for what is under way', async () => {
    const drain = createDrain();
    const [one, two] = [{ signal: createCancel() }, { signal: createCancel() }];
    drain.enter(one);
    drain.enter(two);
    let hasEnded = false;
    const end = drain.end(60_000).then(() => {
      hasEnded = true;
    });
    drain.leave(one);
    await Promise.resolve();
    expect(hasEnded).toBe(false);
    drain.leave(two);
    await end;
    expect([one, two].map(({ signal }) => signal.aborted)).toEqual([false, false]);
  });

  it('aborts what has not finished in time', async () => {
    const drain = createDrain();
    const controller = { signal: createCancel() };
    drain.enter(controller);
    await drain.end(1);
    expect(controller.signal.reason).toBe(drainEnded);
  });
});
