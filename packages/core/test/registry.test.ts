import { describe, expect, it } from 'vitest';
import { createRegistry, defineRerankProvider, type Middleware, type RerankProvider } from '../src/index.ts';
import { acme, json, never, ranked, scripted } from './support/acme.ts';
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

  it('closes its transport', async () => {
    let closed = 0;
    const transport = Object.assign(scripted(ranked).transport, {
      close: async () => {
        closed++;
      },
    });
    await createRegistry({ providers: [], transport }).close();
    expect(closed).toBe(1);
    await createRegistry({ providers: [] }).close();
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
