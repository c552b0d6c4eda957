import { describe, expect, it } from 'vitest';
import { type Capabilities, createRegistry, type Environment, type ProviderSettings } from '../../src/index.ts';
import { acme, acmeCapabilities, acmeWith, ranked, scripted } from '../support/acme.ts';
import { ask, failed } from '../support/calls.ts';

/** Counts what a provider is asked for. */
function counting(settings: ProviderSettings = { apiKey: 'k' }, env: Environment = {}) {
  const asked: string[] = [];
  let builds = 0;
  const provider = acmeWith({
    capabilities(model): Capabilities {
      asked.push(model);
      return acmeCapabilities;
    },
    copiesTexts: true,
    buildRequest({ baseUrl, query, passages }) {
      builds++;
      return { url: `${baseUrl}/rerank`, body: { query, passages } };
    },
  });
  const { transport, sent } = scripted(ranked);
  const registry = createRegistry({ providers: [provider(settings)], transport, env });
  return { registry, asked, sent, builds: () => builds };
}

describe('a model of a registry', () => {
  it('is compiled once: capabilities and requests are not asked for at each call', async () => {
    const { registry, asked, builds, sent } = counting();
    for (let call = 0; call < 10; call++) await registry.resolve('acme/m').rerank({ ...ask, query: `q${call}` });
    expect([asked, builds(), sent.length]).toEqual([['m'], 1, 10]);
    await registry.resolve('acme/n').rerank(ask);
    expect([asked, builds()]).toEqual([['m', 'n'], 2]);
  });

  it('is the same object for the same id', () => {
    const { registry } = counting();
    expect(registry.resolve('acme/m')).toBe(registry.resolve('acme/m'));
    expect(registry.resolve('acme/m')).not.toBe(registry.resolve('acme/rerank/m'));
  });

  it('is kept with at most 499 others, the oldest making room', () => {
    const { registry, asked } = counting();
    for (let id = 0; id < 500; id++) registry.resolve(`acme/m${id}`);
    for (let id = 0; id < 500; id++) registry.resolve(`acme/m${id}`);
    expect(asked).toHaveLength(500);
    registry.resolve('acme/m500');
    registry.resolve('acme/m1');
    registry.resolve('acme/m500');
    expect(asked).toHaveLength(501);
    registry.resolve('acme/m0');
    expect(asked.at(-1)).toBe('m0');
    expect(asked).toHaveLength(502);
  });

  it('still ranks after its place went to another', async () => {
    const { registry, sent } = counting();
    const model = registry.resolve('acme/m');
    for (let id = 0; id < 500; id++) registry.resolve(`acme/m${id}`);
    await model.rerank(ask);
    expect(sent).toHaveLength(1);
  });

  it('is not kept where its id is longer than 512 characters', () => {
    const { registry, asked } = counting();
    const idOf = (length: number) => `acme/${'m'.repeat(length - 'acme/'.length)}`;
    registry.resolve(idOf(512));
    registry.resolve(idOf(512));
    expect(asked).toHaveLength(1);
    registry.resolve(idOf(513));
    registry.resolve(idOf(513));
    expect(asked).toHaveLength(3);
  });
});

describe('the environment', () => {
  it('is read at each call: a changed key and a changed base URL hold from the next one', async () => {
    const env = { ACME_API_KEY: 'one', ACME_BASE_URL: 'https://one.test' };
    const { registry, sent } = counting({}, env);
    const model = registry.resolve('acme/m');
    await model.rerank(ask);
    env.ACME_API_KEY = 'two';
    await model.rerank(ask);
    env.ACME_BASE_URL = 'https://two.test';
    await model.rerank(ask);
    Object.assign(env, { ACME_API_KEY: 'one', ACME_BASE_URL: 'https://one.test' });
    await model.rerank(ask);
    Object.assign(env, { ACME_BASE_URL: undefined });
    await model.rerank(ask);
    expect(sent.map(({ url, headers }) => [new URL(url).host, headers['authorization']])).toEqual([
      ['one.test', 'Bearer one'],
      ['one.test', 'Bearer two'],
      ['two.test', 'Bearer two'],
      ['one.test', 'Bearer one'],
      ['api.acme.test', 'Bearer one'],
    ]);
  });

  it('counts as not set where it may not be read', async () => {
    const env: Environment = new Proxy(
      {},
      {
        get() {
          throw new Error('Requires env access');
        },
      },
    );
    const { registry, sent } = counting({ apiKey: 'k' }, env);
    await registry.resolve('acme/m').rerank(ask);
    expect(sent[0]).toMatchObject({ url: 'https://api.acme.test/rerank', headers: { authorization: 'Bearer k' } });
    const keyless = counting({}, env);
    expect(await failed(keyless.registry.resolve('acme/m').rerank(ask))).toMatchObject({
      code: 'missing_credentials',
      message: 'No API key for "acme": pass apiKey or set ACME_API_KEY.',
    });
  });

  it('may forbid the reading of one variable and allow that of another', async () => {
    const env: Environment = new Proxy(
      {},
      {
        get(_, name) {
          if (name === 'ACME_BASE_URL') throw new Error('Requires env access');
          return name === 'ACME_API_KEY' ? 'from-env' : undefined;
        },
      },
    );
    const { registry, sent } = counting({}, env);
    await registry.resolve('acme/m').rerank(ask);
    expect(sent[0]?.headers['authorization']).toBe('Bearer from-env');
  });
});

describe('a key function', () => {
  it('is asked for each attempt', async () => {
    let asked = 0;
    const { transport, sent } = scripted(() => ({ status: 503, headers: {}, body: '' }), ranked);
    const registry = createRegistry({
      providers: [acme({ apiKey: () => `key-${++asked}` })],
      transport,
      clock: { now: () => 0, random: () => 0, schedule: (_, run) => clearing(setTimeout(run, 0)) },
      defaults: { timeoutMs: Number.POSITIVE_INFINITY },
    });
    await registry.model('acme/m').rerank(ask);
    await registry.model('acme/m').rerank(ask);
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer key-1',
      'Bearer key-2',
      'Bearer key-3',
    ]);
  });
});

const clearing = (timer: NodeJS.Timeout) => () => clearTimeout(timer);
