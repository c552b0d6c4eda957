import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { defineRerankProvider, type HttpResponse, type RerankEvent } from '../../src/index.ts';
import { acme, acmeCapabilities, acmeWith, json, never, ranked } from '../support/acme.ts';
import { ask, failed, setUp, setUpWith } from '../support/calls.ts';

const long = { query: 'q', documents: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] };
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a call that the caller aborts', () => {
  it.each([ask, long])('while its request is built sends nothing', async (request) => {
    const controller = new AbortController();
    const provider = acmeWith({
      buildRequest() {
        controller.abort('left');
        return { url: 'https://h', body: {} };
      },
    });
    const { model, sent } = setUpWith({ providers: [provider({ apiKey: 'k' })] }, ranked);
    await expect(model.rerank(request, { signal: controller.signal })).rejects.toBe('left');
    expect(sent).toEqual([]);
  });

  it('while its key is asked for sends nothing', async () => {
    const controller = new AbortController();
    let give: (key: string) => void = () => {};
    const apiKey = () =>
      new Promise<string>((resolve) => {
        give = resolve;
      });
    const { model, sent } = setUpWith({ providers: [acme({ apiKey })] }, ranked);
    const call = failed(model.rerank(ask, { signal: controller.signal }));
    controller.abort('left');
    expect(await call).toBe('left');
    give('k');
    await turn();
    expect(sent).toEqual([]);
  });

  it.each([
    ['a response', () => ranked],
    ['a failure', () => () => json({}, 503)],
  ])('is over: %s that comes later changes nothing', async (_name, handler) => {
    const controller = new AbortController();
    let respond: (response: HttpResponse) => void = () => {};
    const { model, sent, events } = setUp(
      () =>
        new Promise((resolve) => {
          respond = resolve;
        }),
      ranked,
    );
    const call = failed(model.rerank(ask, { signal: controller.signal }));
    await turn();
    controller.abort('left');
    expect(await call).toBe('left');
    respond(handler()(sent[0]!));
    await turn();
    expect(sent).toHaveLength(1);
    expect(events.map(({ type }) => type)).toEqual(['attempt', 'end']);
  });

  it('while it polls asks no more', async () => {
    const controller = new AbortController();
    const { model, sent, clock } = setUp(() => json({}, 202, { location: 'https://api.acme.test/status' }));
    const call = failed(model.rerank(ask, { signal: controller.signal }));
    await turn();
    controller.abort('left');
    expect(await call).toBe('left');
    expect([sent.length, clock.pending]).toEqual([1, 0]);
  });

  it('ends all its parts, those that wait and those that run, and leaves no listener and no timer', async () => {
    const controller = new AbortController();
    const aborted: unknown[] = [];
    const listening = (_: unknown, signal: AbortSignal) => {
      signal.addEventListener('abort', () => aborted.push(signal.reason));
      return never();
    };
    const { model, sent, clock } = setUp(() => json({}, 503), listening);
    const call = failed(model.rerank(long, { signal: controller.signal }));
    await turn();
    controller.abort('left');
    expect(await call).toBe('left');
    expect(aborted).toEqual(['left', 'left']);
    expect([sent.length, clock.pending, getEventListeners(controller.signal, 'abort').length]).toEqual([3, 0, 0]);
  });

  it('with an error of this library gets it without details', async () => {
    const { RerankError } = await import('../../src/index.ts');
    const why = new RerankError('timeout', 'mine');
    const controller = new AbortController();
    const { model } = setUp(never);
    const onEvent = ({ type }: RerankEvent) => {
      if (type === 'attempt') setImmediate(() => controller.abort(why));
    };
    await expect(model.rerank(ask, { signal: controller.signal, onEvent })).rejects.toBe(why);
    expect(why.details).toEqual({});
  });
});

describe('a ranker in process', () => {
  const home = (rank: () => Promise<never>) =>
    defineRerankProvider({
      id: 'acme',
      optionsSchema: acme.definition.optionsSchema,
      optionNames: [],
      endpoints: { rerank: { capabilities: acmeCapabilities, rank } },
    })();

  it('that ends after its time changes nothing', async () => {
    let finish: (ranking: never) => void = () => {};
    const rank = () =>
      new Promise<never>((resolve) => {
        finish = resolve;
      });
    const { model, clock, events } = setUpWith({ providers: [home(rank)] });
    const call = failed(clock.drive(model.rerank(ask, { timeoutMs: 10, maxRetries: 0 })));
    expect(await call).toMatchObject({ code: 'timeout', details: { attempts: 1 } });
    finish({ ranking: [0, 1, 2].map((index) => ({ index, relevanceScore: index })) } as never);
    await turn();
    expect(events.map(({ type }) => type)).toEqual(['attempt', 'end']);
  });

  it('that ranks too few documents, or nothing, is refused', async () => {
    const few = setUpWith({ providers: [home(async () => ({ ranking: [] }) as never)] });
    expect(await failed(few.model.rerank(ask))).toMatchObject({
      code: 'invalid_response',
      message: 'The upstream ranked 0 of 3 documents.',
    });
    const none = setUpWith({ providers: [home(async () => undefined as never)] });
    expect(await failed(none.model.rerank(ask))).toMatchObject({ code: 'unavailable', cause: expect.any(TypeError) });
  });

  it('has a plan without requests', async () => {
    const { model } = setUpWith({ providers: [home(() => new Promise(() => {}))] });
    expect((await model.plan(long)).parts).toEqual([
      { firstIndex: 0, documents: 2, request: undefined },
      { firstIndex: 2, documents: 2, request: undefined },
      { firstIndex: 4, documents: 3, request: undefined },
    ]);
  });
});

describe('a later part whose request has no JSON form', () => {
  it('fails the call', async () => {
    const provider = acmeWith({
      buildRequest: ({ firstIndex, passages }) => ({ url: 'https://h', body: { passages, big: firstIndex && 1n } }),
    });
    const { model, sent } = setUpWith({ providers: [provider({ apiKey: 'k' })] }, ranked);
    expect(await failed(model.rerank(long, { maxParallel: 1 }))).toMatchObject({
      code: 'invalid_options',
      details: { attempts: 1 },
    });
    expect(sent).toHaveLength(1);
  });
});
