import { describe, expect, it } from 'vitest';
import { createRegistry, type HttpResponse, type RerankEvent, type Transport } from '../../src/index.ts';
import { acme, json, never, ranked, scripted } from '../support/acme.ts';
import { ask, failed, setUp } from '../support/calls.ts';
import { manualClock } from '../support/manual-clock.ts';

describe('time and retries', () => {
  it('retries what may pass, waits longer each time, and reports it', async () => {
    const { model, clock, events } = setUp(
      () => json({}, 503),
      () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })),
      ranked,
    );
    const { meta } = await clock.drive(model.rerank(ask));
    expect(meta.attempts).toBe(3);
    expect(clock.waited).toEqual([250, 500]);
    expect(events).toEqual([
      { type: 'attempt', provider: 'acme', model: 'm', part: 0, attempt: 1 },
      expect.objectContaining({
        type: 'retry',
        attempt: 2,
        delayMs: 250,
        error: expect.objectContaining({ code: 'unavailable' }),
      }),
      { type: 'attempt', provider: 'acme', model: 'm', part: 0, attempt: 2 },
      expect.objectContaining({
        type: 'retry',
        attempt: 3,
        delayMs: 500,
        error: expect.objectContaining({ code: 'network' }),
      }),
      { type: 'attempt', provider: 'acme', model: 'm', part: 0, attempt: 3 },
      { type: 'end', provider: 'acme', model: 'm', attempts: 3, durationMs: 750, error: undefined },
    ]);
  });

  it('waits as long as retry-after says', async () => {
    const { model, clock } = setUp(() => json({}, 429, { 'retry-after': '3' }), ranked);
    await clock.drive(model.rerank(ask));
    expect(clock.waited).toEqual([3250]);
  });

  it('does not sleep on a long retry-after, and passes it on', async () => {
    const { model, sent } = setUp(() => json({}, 503, { 'retry-after': '10800' }));
    expect(await failed(model.rerank(ask))).toMatchObject({
      code: 'unavailable',
      details: { status: 503, retryAfterMs: 10_800_000 },
    });
    expect(sent).toHaveLength(1);
  });

  it('waits for no longer a retry-after than it is told to', async () => {
    const { model, sent } = setUp(() => json({}, 429, { 'retry-after': '3' }));
    expect(await failed(model.rerank(ask, { maxRetryAfterMs: 2999 }))).toMatchObject({ code: 'rate_limited' });
    expect(sent).toHaveLength(1);
  });

  it('gives up after maxRetries', async () => {
    const { model, clock, sent } = setUp(() => json({}, 500));
    expect(await failed(clock.drive(model.rerank(ask, { maxRetries: 1 })))).toMatchObject({ code: 'unavailable' });
    expect(sent).toHaveLength(2);
  });

  it('stops retrying when the budget of the registry is spent', async () => {
    const clock = manualClock();
    const { transport, sent } = scripted(() => json({}, 500));
    const registry = createRegistry({
      providers: [acme({ apiKey: 'k' })],
      transport,
      clock,
      retryBudget: { burst: 3, perCall: 0, perSecond: 0 },
    });
    const calls = [1, 2, 3].map(() => failed(registry.model('acme/m').rerank(ask)));
    await clock.drive(Promise.all(calls));
    expect(sent).toHaveLength(3 + 3);
  });

  it('never retries what is final', async () => {
    const { model, sent } = setUp(() => json({}, 400));
    expect(await failed(model.rerank(ask))).toMatchObject({ code: 'rejected' });
    expect(sent).toHaveLength(1);
  });

  it('ends an attempt that takes too long, even where the transport does not listen, and tries again', async () => {
    const { model, clock } = setUp(never, ranked);
    const { meta } = await clock.drive(model.rerank(ask, { timeoutMs: 500 }));
    expect([meta.attempts, meta.durationMs]).toEqual([2, 750]);
    const silent = setUp(never);
    expect(await failed(silent.clock.drive(silent.model.rerank(ask, { timeoutMs: 500, maxRetries: 0 })))).toMatchObject(
      {
        code: 'timeout',
        message: 'No response within 500 ms (timeoutMs).',
      },
    );
  });

  it('gives the caller its own abort reason, whenever it comes', async () => {
    const why = new Error('the user left');
    const abortOn = async (moment: 'before' | 'attempt' | 'retry') => {
      const controller = new AbortController();
      const { model, sent } = setUp(moment === 'retry' ? () => json({}, 503) : never);
      const onEvent = ({ type }: RerankEvent) => {
        if (type === moment) setImmediate(() => controller.abort(why));
      };
      if (moment === 'before') controller.abort(why);
      await expect(model.rerank(ask, { signal: controller.signal, onEvent })).rejects.toBe(why);
      return sent.length;
    };
    expect(await abortOn('before')).toBe(0);
    expect(await abortOn('attempt')).toBe(1);
    expect(await abortOn('retry')).toBe(1);
  });

  it('aborts the exchange with the call', async () => {
    const controller = new AbortController();
    let reason: unknown;
    const transport: Transport = (_, { onAbort }) =>
      new Promise((_resolve, reject) => {
        onAbort((given) => {
          reason = given;
          reject(new Error('closed'));
        });
        controller.abort('left');
      });
    const call = createRegistry({ providers: [acme({ apiKey: 'k' })], transport })
      .model('acme/m')
      .rerank(ask, { signal: controller.signal });
    await expect(call).rejects.toBe('left');
    expect(reason).toBe('left');
  });

  it.each([
    () => {
      throw new Error('observer');
    },
    () => Promise.reject(new Error('observer')),
  ])('survives an observer that fails (%#)', async (onEvent) => {
    const { model } = setUp(ranked);
    expect((await model.rerank(ask, { onEvent })).results).toHaveLength(3);
  });

  it('gives each request its share of the retry budget', async () => {
    const clock = manualClock();
    const { transport, sent } = scripted(ranked, ranked, () => json({}, 500), ranked);
    const registry = createRegistry({
      providers: [acme({ apiKey: 'k' })],
      transport,
      clock,
      retryBudget: { burst: 1, perCall: 1, perSecond: 0 },
    });
    const model = registry.model('acme/m');
    await model.rerank(ask);
    await model.rerank(ask);
    await clock.drive(model.rerank(ask));
    expect(sent).toHaveLength(4);
  });

  it('does not retry a part whose sibling has failed for good', async () => {
    let answerLate: (response: HttpResponse) => void = () => {};
    const late = () =>
      new Promise<HttpResponse>((resolve) => {
        answerLate = resolve;
      });
    const { model, events } = setUp(late, () => {
      setImmediate(() => answerLate(json({}, 503)));
      return json({}, 401);
    });
    const call = failed(model.rerank({ query: 'q', documents: ['a', 'b', 'c', 'd'] }));
    expect((await call).code).toBe('authentication');
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(events.filter(({ type }) => type === 'retry')).toEqual([]);
  });
});
