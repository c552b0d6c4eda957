import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/index.ts';
import { type DiagnosticsMessage, diagnosticsInstrumentation } from '../../src/instrumentation/diagnostics.ts';
import { json, ranked } from '../support/acme.ts';
import { ask, failed, setUpWith } from '../support/calls.ts';

const types = ['call', 'attempt', 'wait', 'exchange'] as const;
const channelOf = (type: Operation['type']) => tracingChannel<unknown, DiagnosticsMessage>(`openrerank.${type}`);
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

/** Subscribes to all channels and keeps each message with what it held when it came. */
function subscribe() {
  const messages: { readonly event: string; readonly message: DiagnosticsMessage; readonly hadOutcome: boolean }[] = [];
  for (const type of types) {
    const on = (moment: string) => (message: DiagnosticsMessage) => {
      messages.push({ event: `${type} ${moment}`, message, hadOutcome: message.outcome !== undefined });
    };
    const handlers = {
      start: on('start'),
      end: on('end'),
      asyncStart: on('asyncStart'),
      asyncEnd: on('asyncEnd'),
      error: on('error'),
    };
    channelOf(type).subscribe(handlers as never);
    cleanups.push(() => channelOf(type).unsubscribe(handlers as never));
  }
  return messages;
}

const setUpChannels = (...handlers: Parameters<typeof setUpWith> extends [unknown, ...infer Rest] ? Rest : never) =>
  setUpWith({ instrumentation: diagnosticsInstrumentation(), onEvent: undefined }, ...handlers);

describe('diagnosticsInstrumentation', () => {
  it('publishes each operation at its start, and its outcome at its end', async () => {
    const messages = subscribe();
    const { model, clock } = setUpChannels(() => json({}, 503), ranked);
    await clock.drive(model.rerank(ask));
    const started = messages.filter(({ event }) => event.endsWith(' start'));
    expect(started.map(({ event }) => event.split(' ')[0])).toEqual([
      'call',
      'attempt',
      'exchange',
      'wait',
      'attempt',
      'exchange',
    ]);
    expect(started.every(({ hadOutcome }) => !hadOutcome)).toBe(true);
    expect(started[0]?.message.operation).toMatchObject({ type: 'call', provider: 'acme', model: 'm', documents: 3 });
    const ended = messages.filter(({ event }) => event.endsWith(' asyncEnd'));
    expect(ended.map(({ event }) => event.split(' ')[0])).toEqual([
      'exchange',
      'attempt',
      'wait',
      'exchange',
      'attempt',
      'call',
    ]);
    expect(ended.every(({ hadOutcome }) => hadOutcome)).toBe(true);
    const statuses = ended.map(({ message }) => message.outcome?.status);
    expect(statuses).toEqual([503, undefined, undefined, 200, undefined, undefined]);
    expect(ended.at(-1)?.message).toMatchObject({
      operation: { type: 'call' },
      outcome: { attempts: 2, results: 3, usage: { totalTokens: 3 } },
    });
    // One object from start to end, which is what a subscriber keeps its state by.
    expect(ended.at(-1)?.message).toBe(started[0]?.message);
  });

  it('publishes a failure as an outcome', async () => {
    const messages = subscribe();
    const { model } = setUpChannels(() => json({}, 401));
    const error = await failed(model.rerank(ask));
    const end = messages.find(({ event }) => event === 'call asyncEnd');
    expect(end?.message.outcome).toEqual({ durationMs: 0, attempts: 1, error });
    expect(messages.filter(({ event }) => event.endsWith(' error'))).toEqual([]);
  });

  it('is enabled while somebody subscribes to any of its channels, or binds a store', () => {
    const { isEnabled = () => true } = diagnosticsInstrumentation();
    expect(isEnabled()).toBe(false);
    for (const type of types) {
      for (const moment of ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const) {
        const channel = channelOf(type)[moment];
        const listener = () => {};
        channel.subscribe(listener);
        expect(isEnabled()).toBe(true);
        channel.unsubscribe(listener);
        expect(isEnabled()).toBe(false);
      }
      const storage = new AsyncLocalStorage();
      channelOf(type).start.bindStore(storage);
      expect(isEnabled()).toBe(true);
      channelOf(type).start.unbindStore(storage);
      expect(isEnabled()).toBe(false);
    }
  });

  it('publishes nothing of a call that began before the first subscriber', async () => {
    let messages: ReturnType<typeof subscribe> = [];
    const { model } = setUpChannels((request) => {
      messages = subscribe();
      return ranked(request);
    });
    await model.rerank(ask);
    expect(messages).toEqual([]);
  });

  it('binds a store for what runs inside of an operation', async () => {
    const storage = new AsyncLocalStorage<Operation>();
    for (const type of types) {
      const { start } = channelOf(type);
      start.bindStore(storage as never, ((message: DiagnosticsMessage) => message.operation) as never);
      cleanups.push(() => start.unbindStore(storage as never));
    }
    const inTransport: (Operation | undefined)[] = [];
    const { model } = setUpChannels(async (request) => {
      await Promise.resolve();
      inTransport.push(storage.getStore());
      return ranked(request);
    });
    await model.rerank(ask);
    expect(inTransport).toMatchObject([{ type: 'exchange', provider: 'acme' }]);
    expect(storage.getStore()).toBeUndefined();
  });

  it('does not fail a call on a subscriber that throws', async () => {
    const thrown: unknown[] = [];
    const onError = (error: unknown) => thrown.push(error);
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', onError);
    const subscriber = () => {
      throw new Error('subscriber');
    };
    const { start } = channelOf('exchange');
    start.subscribe(subscriber);
    try {
      const { model } = setUpChannels(ranked);
      expect((await model.rerank(ask)).results).toHaveLength(3);
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      start.unsubscribe(subscriber);
      process.off('uncaughtException', onError);
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
    // Node reports it, and goes on with the call.
    expect(thrown).toEqual([new Error('subscriber')]);
  });
});
