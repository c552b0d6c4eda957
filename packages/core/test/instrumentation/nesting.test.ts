import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import type { HttpResponse, Instrumentation, Operation } from '../../src/index.ts';
import { json, ranked, type Sent } from '../support/acme.ts';
import { ask, failed, setUpWith } from '../support/calls.ts';
import { manualClock } from '../support/manual-clock.ts';
import { countedRandom, recorder } from '../support/recorder.ts';

/** Finds each operation's parent as tracers do: by the storage that it starts in. */
function storing() {
  const storage = new AsyncLocalStorage<Operation>();
  const parents: (readonly [Operation, Operation | undefined])[] = [];
  const instrumentation: Instrumentation = (operation, run) => {
    parents.push([operation, storage.getStore()]);
    return storage.run(operation, run);
  };
  return { storage, parents, instrumentation };
}

const parentIdOf = (operation: Operation) => (operation.type === 'call' ? undefined : operation.parentId);

describe('operations in an AsyncLocalStorage', () => {
  it('are nested as their ids say, with parts, retries and calls at the same time', async () => {
    const { instrumentation, parents, storage } = storing();
    const clock = manualClock({ random: countedRandom() });
    const failures = new Map<string, number>();
    const inTransport: (Operation | undefined)[] = [];
    const handler = async (request: Sent): Promise<HttpResponse> => {
      inTransport.push(storage.getStore());
      const first = JSON.parse(request.body).passages[0].text as string;
      const count = failures.get(first) ?? 0;
      failures.set(first, count + 1);
      // The parts differ in how long they take and in how often they fail.
      for (let turn = 0; turn < first.length % 7; turn++) await Promise.resolve();
      return count < first.length % 3 ? json({}, 503) : ranked(request);
    };
    const { registry } = setUpWith({ clock, instrumentation }, handler);
    const model = registry.resolve('acme/m');
    const texts = (seed: number) => Array.from({ length: 10 }, (_, index) => 'x'.repeat(seed + index));
    const calls = [100, 300].map((seed) => model.rerank({ query: 'q', documents: texts(seed) }, { maxRetries: 3 }));
    const responses = await clock.drive(Promise.all(calls));
    expect(responses.map(({ meta }) => meta.requests)).toEqual([4, 4]);
    expect(responses.every(({ meta }) => meta.attempts > 4)).toBe(true);
    const byType = (type: Operation['type']) => parents.filter(([operation]) => operation.type === type);
    expect(byType('call')).toHaveLength(2);
    expect(byType('wait').length).toBeGreaterThan(4);
    expect(byType('exchange')).toHaveLength(byType('attempt').length);
    for (const [operation, parent] of parents) expect(parent?.id).toBe(parentIdOf(operation));
    expect(new Set(parents.map(([{ id }]) => id)).size).toBe(parents.length);
    // What a transport does, such as the spans of an HTTP client, is inside of its exchange.
    expect(inTransport.map((operation) => operation?.type)).toEqual(inTransport.map(() => 'exchange'));
    const calledBy = byType('call').map(([{ id }]) => id);
    const attemptsOf = (id: string | undefined) => byType('attempt').filter(([, parent]) => parent?.id === id).length;
    expect(calledBy.map(attemptsOf)).toEqual(responses.map(({ meta }) => meta.attempts));
  });

  it('are nested under what the caller runs in', async () => {
    const { instrumentation, parents, storage } = storing();
    const { model } = setUpWith({ instrumentation }, ranked);
    const outside = { id: 'outside' } as Operation;
    await storage.run(outside, () => model.rerank(ask));
    expect(parents[0]?.[1]).toBe(outside);
  });

  it('are left when the call has ended', async () => {
    const { instrumentation, storage } = storing();
    const { model } = setUpWith({ instrumentation }, ranked, () => json({}, 400));
    await model.rerank(ask);
    expect(storage.getStore()).toBeUndefined();
    await failed(model.rerank(ask));
    expect(storage.getStore()).toBeUndefined();
  });
});

describe('several instrumentations', () => {
  it('wrap each other in their order, and all end before the caller goes on', async () => {
    const order: string[] = [];
    const named =
      (name: string): Instrumentation =>
      async ({ type }, run) => {
        order.push(`${name} ${type}`);
        await run();
        order.push(`${type} ${name}`);
      };
    const { model } = setUpWith({ instrumentation: [named('a'), named('b')] }, ranked);
    await model.rerank(ask);
    expect(order.filter((entry) => entry.includes('call'))).toEqual(['a call', 'b call', 'call b', 'call a']);
    const starts = ['a call', 'b call', 'a attempt', 'b attempt', 'a exchange', 'b exchange'];
    expect(order.slice(0, 6)).toEqual(starts);
    expect(order.slice(6, 8).every((entry) => entry.startsWith('exchange'))).toBe(true);
    expect(order).toHaveLength(12);
  });

  it('see the same operations and outcomes', async () => {
    const [one, two] = [recorder(), recorder()];
    const { model } = setUpWith({ instrumentation: [one.instrumentation, two.instrumentation] }, ranked);
    await model.rerank(ask);
    expect(one.operations).toHaveLength(3);
    expect(two.operations.every((operation, at) => operation === one.operations[at])).toBe(true);
    for (const type of ['call', 'attempt', 'exchange'] as const) {
      expect(two.outcomesOf(type)[0]).toBe(one.outcomesOf(type)[0]);
    }
  });
});
