import { describe, expect, it } from 'vitest';
import { encodeRequest } from '../../src/execute/part.ts';
import { Signer } from '../../src/execute/sign.ts';
import { Targets } from '../../src/execute/target.ts';
import { type CallSettings, defineRerankProvider, type EncodedRequest, type RerankProvider } from '../../src/index.ts';
import { acme } from '../support/acme.ts';

const env = { ACME_API_KEY: 'from-env', ACME_BASE_URL: 'https://env.test/v1' };
const targetOf = (provider: RerankProvider, call: CallSettings, environment = {}) =>
  new Targets(provider, () => environment).of(call);
const signerOf = (provider: RerankProvider, call: CallSettings = {}, environment = {}) => {
  const signer = new Signer(provider, () => environment);
  const target = targetOf(provider, call, environment);
  return async (request: EncodedRequest) => signer.sign(request, call, target);
};
/** A request with the headers that are configured and those of the call. */
const encodedFor = (provider: RerankProvider, call: CallSettings) =>
  encodeRequest({ url: 'https://h' }, targetOf(provider, call), call.headers);

describe('Signer', () => {
  const request = { url: 'https://h', method: 'POST', headers: { accept: 'x' } } as const;
  const signed = async (provider: ReturnType<typeof acme>, call: CallSettings, environment = {}) =>
    signerOf(provider, call, environment)(request);

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
  });

  it('asks a key function anew for every attempt', async () => {
    const keys = ['one', 'two'];
    const sign = signerOf(acme({ apiKey: async () => keys.shift() }));
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
    const sign = signerOf(acme());
    const own = { ...request, headers: { authorization: 'Basic x' } };
    expect(await sign(own)).toBe(own);
    const withKey = signerOf(acme({ apiKey: 'k' }));
    expect((await withKey(own)).headers).toEqual({ authorization: 'Basic x' });
  });

  it('sends the key of the call and not a configured authorization', async () => {
    const headers = { Authorization: 'Bearer shared' };
    const sent = async (call: CallSettings) => {
      const provider = acme({ headers, apiKey: 'configured' });
      return (await signerOf(provider, call)(encodedFor(provider, call))).headers['authorization'];
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
      return (await signerOf(provider, call)(encodedFor(provider, call))).headers['authorization'];
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
      return (await signerOf(provider, call)(encodedFor(provider, call))).headers['api-key'];
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

  it('remembers what it signed last, and no key and headers of a single call', async () => {
    const keys = { ACME_API_KEY: 'one' };
    const signer = new Signer(acme(), () => keys);
    const target = targetOf(acme(), {});
    const auth = async (call: CallSettings = {}, headers: EncodedRequest['headers'] = request.headers) =>
      (await signer.sign({ ...request, headers }, call, target)).headers;
    const first = await auth();
    expect(await auth()).toBe(first);
    expect(await auth({ apiKey: 'mine' })).toEqual({ accept: 'x', authorization: 'Bearer mine' });
    expect(await auth({ headers: { authorization: 'Own x' } }, { authorization: 'Own x' })).toEqual({
      authorization: 'Own x',
    });
    expect(await auth()).toEqual({ accept: 'x', authorization: 'Bearer one' });
    keys.ACME_API_KEY = 'two';
    expect(await auth()).toEqual({ accept: 'x', authorization: 'Bearer two' });
    expect(await auth({}, { accept: 'y' })).toEqual({ accept: 'y', authorization: 'Bearer two' });
  });
});
