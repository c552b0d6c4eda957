import { describe, expect, it } from 'vitest';
import { createSigner, resolveTarget } from '../../src/execute/credentials.ts';
import { encodeRequest } from '../../src/execute/encode.ts';
import { headersFor } from '../../src/execute/headers.ts';
import { type CallSettings, defineRerankProvider, type ProviderSettings } from '../../src/index.ts';
import { acme } from '../support/acme.ts';

const env = { ACME_API_KEY: 'from-env', ACME_BASE_URL: 'https://env.test/v1' };
const target = (settings: ProviderSettings, call: CallSettings, environment = {}) =>
  resolveTarget(acme(settings), call, environment);

describe('resolveTarget', () => {
  it('takes the base URL of the call, then the settings, then the environment, then the provider', () => {
    const settings = { baseUrl: 'https://settings.test' };
    expect(target(settings, { baseUrl: 'https://call.test' }, env).baseUrl).toBe('https://call.test');
    expect(target(settings, {}, env).baseUrl).toBe('https://settings.test');
    expect(target({}, {}, env).baseUrl).toBe('https://env.test/v1');
    expect(target({}, {}, { ACME_BASE_URL: '' }).baseUrl).toBe('https://api.acme.test');
  });

  it('trusts what the operator chose, and of what the call chose only the same origin', () => {
    expect(target({}, {}, env).trusted).toBe(true);
    expect(target({}, { baseUrl: 'https://api.acme.test/eu' }).trusted).toBe(true);
    expect(target({}, { baseUrl: 'http://api.acme.test' }).trusted).toBe(false);
    expect(target({}, { baseUrl: 'https://api.acme.test:8443' }).trusted).toBe(false);
    expect(target({}, { baseUrl: 'https://api.acme.test.evil.test' }).trusted).toBe(false);
    const homeless = defineRerankProvider({ ...acme.definition, baseUrl: undefined });
    expect(resolveTarget(homeless(), { baseUrl: 'https://any.test' }, {}).trusted).toBe(false);
  });

  it('leaves out an environment base URL that the provider says is not for reranking, with a warning', () => {
    const picky = defineRerankProvider({
      ...acme.definition,
      ignoresEnvBaseUrl: (url) => (url.includes('chat') ? 'it serves chat only.' : undefined),
    });
    const read = (url: string, call = {}) => resolveTarget(picky(), call, { ACME_BASE_URL: url });
    expect(read('https://rerank.test')).toMatchObject({ baseUrl: 'https://rerank.test', warnings: [] });
    expect(read('https://chat.test')).toEqual({
      baseUrl: 'https://api.acme.test',
      trusted: true,
      warnings: [{ code: 'base_url_ignored', message: 'ACME_BASE_URL is ignored: it serves chat only.' }],
    });
    expect(read('https://chat.test', { baseUrl: 'https://call.test' }).warnings).toEqual([]);
  });

  it.each([
    ['nim.example.com', 'baseUrl must be an absolute http or https URL, such as "https://nim.example.com".'],
    ['localhost:8000', 'baseUrl must be an absolute http or https URL, such as "https://nim.example.com".'],
    ['ftp://h', 'baseUrl must be an absolute http or https URL, such as "https://nim.example.com".'],
    ['', 'baseUrl must be an absolute http or https URL, such as "https://nim.example.com".'],
    ['https://me:secret@h', 'baseUrl must not hold a user name or password; use headers.'],
    ['https://me@h', 'baseUrl must not hold a user name or password; use headers.'],
  ])('refuses %j as a base URL', (baseUrl, message) => {
    expect(() => target({}, { baseUrl })).toThrow(expect.objectContaining({ code: 'invalid_request', message }));
    expect(() => target({ baseUrl }, {})).toThrow(message);
  });

  it('does not fail a call that brings its own base URL on a configured one', () => {
    const call = { baseUrl: 'https://call.test' };
    expect(target({ baseUrl: 'nowhere' }, call)).toEqual({
      baseUrl: 'https://call.test',
      trusted: false,
      warnings: [],
    });
    expect(target({}, call, { ACME_BASE_URL: 'nowhere' }).trusted).toBe(false);
  });

  it('names the variable that holds a bad base URL', () => {
    expect(() => target({}, {}, { ACME_BASE_URL: 'h' })).toThrow('ACME_BASE_URL must be an absolute http or https URL');
  });
});

describe('createSigner', () => {
  const request = { url: 'https://h', method: 'POST', headers: { accept: 'x' } } as const;
  const signed = async (provider: ReturnType<typeof acme>, call: CallSettings, environment = {}) =>
    createSigner(provider, call, resolveTarget(provider, call, environment), environment)(request);

  it('takes the key of the call, then the settings, then the environment', async () => {
    const auth = async (...args: Parameters<typeof signed>) => (await signed(...args)).headers['authorization'];
    expect(await auth(acme({ apiKey: 'set' }), { apiKey: 'call' }, env)).toBe('Bearer call');
    expect(await auth(acme({ apiKey: 'set' }), {}, env)).toBe('Bearer set');
    expect(await auth(acme(), {}, env)).toBe('Bearer from-env');
    expect(await auth(acme({ apiKey: '' }), {}, env)).toBe('Bearer from-env');
  });

  it('takes the first of several variables that is set, and advises the first', async () => {
    const renamed = defineRerankProvider({ ...acme.definition, env: { apiKey: ['NEW', 'OLD'], baseUrl: ['A', 'B'] } });
    const auth = async (...args: Parameters<typeof signed>) => (await signed(...args)).headers['authorization'];
    expect(await auth(renamed(), {}, { OLD: 'old' })).toBe('Bearer old');
    expect(await auth(renamed(), {}, { OLD: 'old', NEW: 'new' })).toBe('Bearer new');
    expect(await auth(renamed(), {}, { OLD: 'old', NEW: '' })).toBe('Bearer old');
    await expect(signed(renamed(), {})).rejects.toThrow('No API key for "acme": pass apiKey or set NEW.');
    expect(resolveTarget(renamed(), {}, { B: 'http://b.test' }).baseUrl).toBe('http://b.test');
  });

  it('asks a key function anew for every attempt', async () => {
    const keys = ['one', 'two'];
    const sign = createSigner(acme({ apiKey: async () => keys.shift() }), {}, target({}, {}), {});
    expect((await sign(request)).headers['authorization']).toBe('Bearer one');
    expect((await sign(request)).headers['authorization']).toBe('Bearer two');
    await expect(sign(request)).rejects.toMatchObject({ code: 'missing_credentials' });
  });

  it('sends nothing configured to a base URL that the call chose', async () => {
    const elsewhere = { baseUrl: 'https://elsewhere.test' };
    await expect(signed(acme({ apiKey: 'set' }), elsewhere, env)).rejects.toMatchObject({
      code: 'missing_credentials',
      message:
        'No API key for "acme": pass apiKey. A configured key is not sent to a base URL that the call itself chose.',
    });
    const own = await signed(acme({ apiKey: 'set' }), { ...elsewhere, apiKey: 'mine' }, env);
    expect(own.headers['authorization']).toBe('Bearer mine');
  });

  it('says how to give a missing key', async () => {
    await expect(signed(acme(), {})).rejects.toThrow('No API key for "acme": pass apiKey or set ACME_API_KEY.');
    const nameless = defineRerankProvider({ ...acme.definition, env: {}, needsKey: () => true });
    await expect(signed(nameless(), {})).rejects.toThrow('No API key for "acme": pass apiKey.');
  });

  it('goes without a key where the provider needs none', async () => {
    const open = defineRerankProvider({ ...acme.definition, needsKey: (url) => url.includes('acme') });
    expect(await signed(open(), { baseUrl: 'http://nim:8000' })).toBe(request);
    const keyless = defineRerankProvider({ ...acme.definition, env: undefined });
    expect(await signed(keyless(), {})).toBe(request);
  });

  it('lets an authorization header of the caller stand', async () => {
    const provider = acme();
    const sign = createSigner(provider, {}, resolveTarget(provider, {}, {}), {});
    const own = { ...request, headers: { authorization: 'Basic x' } };
    expect(await sign(own)).toBe(own);
    const withKey = createSigner(acme({ apiKey: 'k' }), {}, target({}, {}), {});
    expect((await withKey(own)).headers).toEqual({ authorization: 'Basic x' });
  });

  it('sends the key of the call and not a configured authorization', async () => {
    const headers = { Authorization: 'Bearer shared' };
    const sent = async (call: CallSettings) => {
      const provider = acme({ headers, apiKey: 'configured' });
      const target = resolveTarget(provider, call, {});
      const merged = encodeRequest({ url: 'https://h' }, headersFor(provider, call, target));
      return (await createSigner(provider, call, target, {})(merged)).headers['authorization'];
    };
    expect(await sent({})).toBe('Bearer shared');
    expect(await sent({ apiKey: 'tenant' })).toBe('Bearer tenant');
    expect(await sent({ apiKey: 'tenant', headers: { AUTHORIZATION: 'Basic own' } })).toBe('Basic own');
  });

  it('asks a provider that signs to do so without a configured authorization where the call has a key', async () => {
    const signing = defineRerankProvider({
      ...acme.definition,
      authorize: (plain, key) =>
        plain.headers['authorization'] === undefined
          ? { ...plain, headers: { ...plain.headers, authorization: `Signed ${key}` } }
          : plain,
    });
    const sent = async (call: CallSettings) => {
      const provider = signing({ headers: { authorization: 'Bearer shared' }, apiKey: 'configured' });
      const target = resolveTarget(provider, call, {});
      const merged = encodeRequest({ url: 'https://h' }, headersFor(provider, call, target));
      return (await createSigner(provider, call, target, {})(merged)).headers['authorization'];
    };
    expect(await sent({})).toBe('Bearer shared');
    expect(await sent({ apiKey: 'tenant' })).toBe('Signed tenant');
    expect(await sent({ apiKey: 'tenant', headers: { authorization: 'Own x' } })).toBe('Own x');
  });

  it('knows a credential in another header, where the provider says so', async () => {
    const odd = defineRerankProvider({
      ...acme.definition,
      credentialHeaders: ['api-key'],
      authorize: (plain, key) => ({ ...plain, headers: { 'api-key': key, ...plain.headers } }),
    });
    const sent = async (call: CallSettings, settings: Parameters<typeof odd>[0] = {}) => {
      const provider = odd(settings);
      const target = resolveTarget(provider, call, {});
      const merged = encodeRequest({ url: 'https://h' }, headersFor(provider, call, target));
      return (await createSigner(provider, call, target, {})(merged)).headers['api-key'];
    };
    expect(await sent({}, { headers: { 'api-key': 'shared' } })).toBe('shared');
    expect(await sent({ apiKey: 'tenant' }, { headers: { 'Api-Key': 'shared' } })).toBe('tenant');
    expect(await sent({ apiKey: 'tenant', headers: { 'api-key': 'own' } })).toBe('own');
    await expect(sent({}, { headers: { authorization: 'Bearer x' } })).rejects.toMatchObject({
      code: 'missing_credentials',
    });
  });

  it('says that the key function failed', async () => {
    const cause = new Error('vault down');
    const provider = acme({ apiKey: () => Promise.reject(cause) });
    await expect(signed(provider, {})).rejects.toMatchObject({ code: 'missing_credentials', cause });
  });

  it('signs as the provider says', async () => {
    const odd = defineRerankProvider({
      ...acme.definition,
      authorize: (plain, key) => ({ ...plain, headers: { ...plain.headers, 'api-key': key } }),
    });
    expect((await signed(odd({ apiKey: 'k' }), {})).headers).toEqual({ accept: 'x', 'api-key': 'k' });
  });

  it('lets the provider find a credential where no key is given, and only for the configured place', async () => {
    const ambient = defineRerankProvider({
      ...acme.definition,
      authorizeAmbient: async (plain) => ({ ...plain, headers: { ...plain.headers, authorization: 'Found x' } }),
    });
    const auth = async (...args: Parameters<typeof signed>) => (await signed(...args)).headers['authorization'];
    expect(await auth(ambient(), {})).toBe('Found x');
    expect(await auth(ambient(), {}, env)).toBe('Bearer from-env');
    expect(await auth(ambient(), { apiKey: 'mine' })).toBe('Bearer mine');
    await expect(signed(ambient(), { baseUrl: 'https://elsewhere.test' })).rejects.toMatchObject({
      code: 'missing_credentials',
    });
  });

  it.each(['k\n', 'two words', 'clé'])('refuses the key %j without showing it', async (apiKey) => {
    const error = await signed(acme(), { apiKey }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'invalid_request', message: expect.not.stringContaining(apiKey) });
  });
});
