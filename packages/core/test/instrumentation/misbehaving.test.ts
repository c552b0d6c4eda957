import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchTransport, type Instrumentation, type Middleware, type Outcome } from '../../src/index.ts';
import { json, ranked } from '../support/acme.ts';
import { ask, failed, setUpWith } from '../support/calls.ts';
import { recorder } from '../support/recorder.ts';

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', onUnhandled);
});
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

const misbehaving: Readonly<Record<string, Instrumentation>> = {
  throws: () => {
    throw new Error('instrumentation');
  },
  'throws after it has run the work': (_, run) => {
    void run();
    throw new Error('instrumentation');
  },
  rejects: async () => {
    throw new Error('instrumentation');
  },
  'rejects after the work': async (_, run) => {
    await run();
    throw new Error('instrumentation');
  },
  'returns nothing': (_, run) => {
    void run();
  },
  'never runs the work': () => undefined,
  'runs the work late': async (_, run) => {
    await new Promise((resolve) => setImmediate(resolve));
    await run();
  },
  'runs the work twice': (_, run) => Promise.all([run(), run()]),
  'never ends': (_, run) => run().then(() => new Promise(() => {})),
  'returns another outcome': async (_, run) => {
    const outcome = await run();
    return { ...outcome, error: new Error('not so') };
  },
  'changes the outcome': async (_, run) => {
    Object.assign(await run(), { error: new Error('not so') } satisfies Partial<Outcome>);
  },
};

describe.each(Object.entries(misbehaving))('an instrumentation that %s', (_name, instrumentation) => {
  it.each(['outside', 'inside'])('changes nothing for the call and for another instrumentation %s', async (place) => {
    const other = recorder();
    const both =
      place === 'outside' ? [other.instrumentation, instrumentation] : [instrumentation, other.instrumentation];
    const { model, sent } = setUpWith({ instrumentation: both, defaults: { maxRetries: 0 } }, ranked, () =>
      json({}, 400),
    );
    expect((await model.rerank(ask)).results).toHaveLength(3);
    expect(await failed(model.rerank(ask))).toMatchObject({ code: 'rejected' });
    expect(sent).toHaveLength(2);
    const perCall = ['call', 'attempt', 'exchange'];
    expect(other.operations.map(({ type }) => type)).toEqual([...perCall, ...perCall]);
    for (const type of ['call', 'attempt', 'exchange'] as const) {
      expect(other.outcomesOf(type)).toEqual([expect.any(Object), expect.any(Object)]);
    }
  });
});

describe('isEnabled', () => {
  const switched = (isEnabled: () => boolean) => {
    const { instrumentation, operations } = recorder();
    return { operations, instrumentation: Object.assign(instrumentation, { isEnabled }) };
  };

  it('is asked once a call; while it says no, no operation is made', async () => {
    let asked = 0;
    let isOn = false;
    const { operations, instrumentation } = switched(() => {
      asked++;
      return isOn;
    });
    const seen: unknown[] = [];
    const middleware: Middleware = (call, next) => {
      seen.push(call.trace);
      return next(call);
    };
    const { model } = setUpWith({ instrumentation, onEvent: undefined, middleware: [middleware] }, ranked);
    await model.rerank(ask);
    expect([asked, operations, seen]).toEqual([1, [], [undefined]]);
    isOn = true;
    await model.rerank({ query: 'q', documents: ['a', 'b', 'c', 'd'] });
    expect([asked, operations.length]).toEqual([2, 5]);
    expect(seen[1]).toBeDefined();
  });

  it('leaves out only the one that says no', async () => {
    const off = switched(() => false);
    const on = switched(() => true);
    const { model } = setUpWith({ instrumentation: [off.instrumentation, on.instrumentation] }, ranked);
    await model.rerank(ask);
    expect([off.operations.length, on.operations.length]).toEqual([0, 3]);
  });

  it('does not fail a call when it throws', async () => {
    const broken = switched(() => {
      throw new Error('instrumentation');
    });
    const other = recorder();
    const { model } = setUpWith({ instrumentation: [broken.instrumentation, other.instrumentation] }, ranked);
    expect((await model.rerank(ask)).results).toHaveLength(3);
    expect([broken.operations.length, other.operations.length]).toEqual([0, 3]);
  });
});

describe('what cannot be described', () => {
  it('is an outcome with an error, and the caller gets the response of the middleware', async () => {
    const cached = { results: undefined, note: 'from a cache' } as never;
    const seen = recorder();
    const middleware: Middleware = async () => cached;
    const { model } = setUpWith({ instrumentation: seen.instrumentation, middleware: [middleware] }, ranked);
    expect(await model.rerank(ask)).toMatchObject(cached);
    expect(seen.outcomesOf('call')).toEqual([{ durationMs: 0, attempts: 0, error: expect.any(TypeError) }]);
  });

  it('is an invalid response where the transport has none', async () => {
    const seen = recorder();
    const transport = async () => undefined as never;
    const { model } = setUpWith({ instrumentation: seen.instrumentation, transport });
    expect(await failed(model.rerank(ask))).toMatchObject({ code: 'invalid_response', cause: expect.any(TypeError) });
    expect(seen.outcomesOf('exchange')).toEqual([{ durationMs: 0, error: expect.any(TypeError) }]);
  });

  it('costs nothing where nobody listens', async () => {
    const { model } = setUpWith({
      onEvent: undefined,
      transport: fetchTransport({ fetch: async () => new Response('') }),
    });
    expect(await failed(model.rerank(ask))).toMatchObject({ code: 'invalid_response' });
  });
});
