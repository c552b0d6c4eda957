import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  createRegistry,
  defineRerankProvider,
  type Middleware,
  RerankError,
  type RerankProvider,
  type Transport,
} from '../src/index.ts';
import { acme, acmeCapabilities, json, never, rankByLength, ranked, scripted } from './support/acme.ts';
import { manualClock } from './support/manual-clock.ts';

const ask = { query: 'q', documents: ['a', 'bbb', 'cc'] };

describe('createRegistry', () => {
  it.each([
    [[acme], 'is not a provider of version 1. A factory was given: call it'],
    [[undefined], 'is not a provider of version 1.'],
    [[{ ...acme(), specVersion: 2 }], 'is not a provider of version 1.'],
    [[acme(), acme()], 'Two providers are registered as "acme".'],
    [[acme({ id: '' })], 'Provider id "" must not be empty or hold a slash.'],
    [[acme({ id: 'a/b' })], 'Provider id "a/b" must not be empty or hold a slash.'],
    [[defineRerankProvider({ ...acme.definition, endpoints: {} })()], 'Provider "acme" has no endpoint.'],
  ])('refuses what cannot be a list of providers', (providers, message) => {
    expect(() => createRegistry({ providers: providers as readonly RerankProvider[] })).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) }),
    );
  });

  it('tells what a model is', () => {
    const { provider, endpoint, model, capabilities } = createRegistry({ providers: [acme()] }).model(
      'acme/pictures/m',
    );
    expect({ provider, endpoint, model }).toEqual({ provider: 'acme', endpoint: 'rerank', model: 'pictures/m' });
    expect(capabilities.modalities).toEqual(['text', 'image']);
  });

  it('reads the environment at the call, from the process where none is given', async () => {
    const { transport, sent } = scripted(ranked);
    const registry = createRegistry({ providers: [acme()], transport });
    process.env['ACME_API_KEY'] = 'from-process';
    try {
      await registry.model('acme/m').rerank(ask);
    } finally {
      delete process.env['ACME_API_KEY'];
    }
    expect(sent[0]?.headers['authorization']).toBe('Bearer from-process');
    await expect(registry.model('acme/m').rerank(ask)).rejects.toMatchObject({ code: 'missing_credentials' });
  });

  it('runs where there is no process', async () => {
    const { transport } = scripted(ranked);
    const registry = createRegistry({ providers: [acme()], transport });
    const { process: own } = globalThis;
    Object.assign(globalThis, { process: undefined });
    const call = registry.model('acme/m').rerank(ask, { apiKey: 'k' });
    Object.assign(globalThis, { process: own });
    expect((await call).results).toHaveLength(3);
  });

  it('wraps calls in its middleware, the first one outermost', async () => {
    const { transport, sent } = scripted(ranked);
    const order: string[] = [];
    const named =
      (name: string): Middleware =>
      async (call, next) => {
        order.push(`${name} in`);
        const response = await next({ ...call, model: 'acme/other' });
        order.push(`${name} out`);
        return response;
      };
    const registry = createRegistry({
      providers: [acme({ apiKey: 'k' })],
      transport,
      middleware: [named('a'), named('b')],
    });
    const { meta } = await registry.model('acme/m').rerank(ask);
    expect(order).toEqual(['a in', 'b in', 'b out', 'a out']);
    expect(meta.model).toBe('other');
    expect(sent).toHaveLength(1);
  });

  it.each([
    [{ maxResponseBytes: Number.NaN }, 'maxResponseBytes must be a number of at least 0.'],
    [{ maxResponseBytes: -1 }, 'maxResponseBytes must be a number of at least 0.'],
    [{ retryBudget: { burst: '5' as never } }, 'burst must be a number of at least 0.'],
    [{ defaults: { timeoutMs: '1000' as never } }, 'timeoutMs must be a number of milliseconds above 0.'],
    [{ defaults: { retries: 1 } as never }, 'retries is not a setting of a call.'],
  ])('refuses %o, which would be no limit at all', (options, message) => {
    expect(() => createRegistry({ providers: [], ...options })).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) }),
    );
  });

  it('refuses an endpoint that declares no sensible number of documents', () => {
    const rerank = {
      ...acme.definition.endpoints['rerank']!,
      capabilities: { ...acmeCapabilities, maxDocuments: Number.NaN },
    };
    const registry = createRegistry({
      providers: [defineRerankProvider({ ...acme.definition, endpoints: { rerank } })()],
    });
    expect(() => registry.model('acme/m')).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('tells every transport how long an answer may be', async () => {
    const caps: number[] = [];
    const transport: Transport = async ({ body }, { maxResponseBytes }) => {
      caps.push(maxResponseBytes);
      return rankByLength(String(body));
    };
    const providers = [acme({ apiKey: 'k' })];
    await createRegistry({ providers, transport }).model('acme/m').rerank(ask);
    await createRegistry({ providers, transport, maxResponseBytes: 7 }).model('acme/m').rerank(ask);
    expect(caps).toEqual([64 * 1024 * 1024, 7]);
  });

  it('leaves nothing behind: no timer, no listener on the signal', async () => {
    const clock = manualClock();
    const { signal } = new AbortController();
    const { transport } = scripted(
      ranked,
      () => json({}, 500),
      ranked,
      () => json({}, 400),
    );
    const model = createRegistry({ providers: [acme({ apiKey: 'k' })], transport, clock }).model('acme/m');
    const documents = ['a', 'bbb', 'cc', 'dddd'];
    for (const settings of [{ signal }, { signal, totalTimeoutMs: 1e6 }, { signal }]) {
      await clock.drive(model.rerank({ query: 'q', documents }, settings).catch(() => {}));
      expect([clock.pending, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
    }
  });

  it('ends with the caller, whatever the call is doing', async () => {
    const why = new RerankError('timeout', 'mine');
    const stuckSchema = {
      '~standard': { version: 1 as const, vendor: 'test', validate: () => new Promise<never>(() => {}) },
    };
    const stuck = defineRerankProvider({ ...acme.definition, optionsSchema: stuckSchema });
    const controller = new AbortController();
    const call = createRegistry({ providers: [stuck({ apiKey: 'k' })] })
      .resolve('acme/m')
      .rerank(ask, { signal: controller.signal });
    setImmediate(() => controller.abort(why));
    await expect(call).rejects.toBe(why);
    expect(why.details).toEqual({});
  });

  it('ends every call within its total time, retries, waits and middleware included', async () => {
    const clock = manualClock();
    const stuck: Middleware = (call, next) => next(call).catch(() => new Promise(() => {}));
    const { transport } = scripted(() => json({}, 429, { 'retry-after': '30' }), never);
    const registry = createRegistry({ providers: [acme({ apiKey: 'k' })], transport, clock, middleware: [stuck] });
    const call = registry.model('acme/m').rerank(ask, { totalTimeoutMs: 45_000 });
    await expect(clock.drive(call)).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('totalTimeoutMs'),
      details: { provider: 'acme', model: 'm' },
    });
    expect(clock.now()).toBe(45_000);
    expect(clock.pending).toBe(0);
  });

  it('does not start a wait that its total time would cut short', async () => {
    const clock = manualClock();
    const { transport } = scripted(() => json({}, 429, { 'retry-after': '30' }));
    const registry = createRegistry({
      providers: [acme({ apiKey: 'k' })],
      transport,
      clock,
      defaults: { totalTimeoutMs: 20_000 },
    });
    await expect(registry.model('acme/m').rerank(ask)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(clock.now()).toBe(0);
  });

  it('refuses bad settings as a rejection, also before a call starts', async () => {
    const registry = createRegistry({ providers: [acme()] });
    await expect(registry.model('acme/m').rerank(ask, { totalTimeoutMs: 0 })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await expect(registry.model('acme/m').plan(ask, { maxRetries: -1 })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
