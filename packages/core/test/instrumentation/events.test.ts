import { describe, expect, it } from 'vitest';
import { fallback, type RerankEvent } from '../../src/index.ts';
import { json, never, ranked } from '../support/acme.ts';
import { ask, failed, setUp, setUpWith } from '../support/calls.ts';

const attempt = (part: number, count: number) => ({
  type: 'attempt',
  provider: 'acme',
  model: 'm',
  part,
  attempt: count,
});
const end = (attempts: number, durationMs: number, error?: unknown) => ({
  type: 'end',
  provider: 'acme',
  model: 'm',
  attempts,
  durationMs,
  error,
});

describe('onEvent', () => {
  it('gets the end before the caller gets the response', async () => {
    const { model, events } = setUp(ranked);
    let told: RerankEvent[] = [];
    await model.rerank(ask).then(() => {
      told = [...events];
    });
    expect(told).toEqual([attempt(0, 1), end(1, 0)]);
  });

  it('gets the same error as the caller, before the caller', async () => {
    const { model, events } = setUp(() => json({}, 401));
    let told: RerankEvent[] = [];
    const error = await model.rerank(ask).then(undefined, (reason: unknown) => {
      told = [...events];
      return reason;
    });
    expect(told).toEqual([attempt(0, 1), end(1, 0, error)]);
    expect((told[1] as { readonly error?: unknown }).error).toBe(error);
  });

  it('gets a retry before the wait', async () => {
    const { model, events, clock } = setUp(() => json({}, 503), ranked);
    const call = model.rerank(ask);
    await new Promise((resolve) => setImmediate(resolve));
    const retry = { type: 'retry', provider: 'acme', model: 'm', part: 0, attempt: 2, delayMs: 250 };
    const error = expect.objectContaining({ code: 'unavailable' });
    expect(events).toEqual([attempt(0, 1), { ...retry, error }]);
    expect(clock.now()).toBe(0);
    await clock.drive(call);
    expect(events.slice(2)).toEqual([attempt(0, 2), end(2, 250)]);
  });

  it('gets the attempts of each part', async () => {
    const { model, events } = setUp(ranked);
    await model.rerank({ query: 'q', documents: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] });
    expect(events).toEqual([attempt(0, 1), attempt(1, 1), attempt(2, 1), end(3, 0)]);
  });

  it('gets only the end where nothing is sent', async () => {
    const { model, events } = setUp(ranked);
    const error = await failed(model.rerank({ ...ask, query: '' }));
    expect(events).toEqual([end(0, 0, error)]);
  });

  it('gets the number of attempts of an aborted call', async () => {
    const controller = new AbortController();
    const { model, events } = setUp(() => {
      setImmediate(() => controller.abort('left'));
      return never();
    });
    await expect(model.rerank(ask, { signal: controller.signal })).rejects.toBe('left');
    expect(events).toEqual([attempt(0, 1), end(1, 0, 'left')]);
  });

  it('gets one end for a call that falls back, with the model that the caller asked for', async () => {
    const told: RerankEvent[] = [];
    const { model } = setUpWith(
      { middleware: [fallback(['acme/other'])], defaults: { maxRetries: 0 }, onEvent: (event) => told.push(event) },
      () => json({}, 503),
      ranked,
    );
    await model.rerank(ask);
    expect(told).toEqual([attempt(0, 1), { ...attempt(0, 1), model: 'other' }, end(2, 0)]);
  });

  it('of the registry and of the call get the same events', async () => {
    const { model, events } = setUp(ranked);
    const own: RerankEvent[] = [];
    await model.rerank(ask, { onEvent: (event) => own.push(event) });
    expect(own).toEqual(events);
    expect(own).toHaveLength(2);
  });

  it('of a call works where the registry has none', async () => {
    const { model } = setUpWith({ onEvent: undefined }, ranked);
    const own: RerankEvent[] = [];
    await model.rerank(ask, { onEvent: (event) => own.push(event) });
    await model.rerank(ask);
    expect(own).toEqual([attempt(0, 1), end(1, 0)]);
  });
});
