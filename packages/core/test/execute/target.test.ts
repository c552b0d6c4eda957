import { describe, expect, it } from 'vitest';
import { Targets } from '../../src/execute/target.ts';
import {
  type CallSettings,
  defineRerankProvider,
  type ProviderSettings,
  type RerankProvider,
} from '../../src/index.ts';
import { acme } from '../support/acme.ts';

const env = { ACME_API_KEY: 'from-env', ACME_BASE_URL: 'https://env.test/v1' };
const resolveTarget = (provider: RerankProvider, call: CallSettings, environment: Record<string, string>) =>
  new Targets(provider, () => environment).of(call);
const target = (settings: ProviderSettings, call: CallSettings, environment = {}) =>
  resolveTarget(acme(settings), call, environment);

describe('Targets', () => {
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
    expect(read('https://chat.test')).toMatchObject({
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
    expect(target({ baseUrl: 'nowhere' }, call)).toMatchObject({
      baseUrl: 'https://call.test',
      trusted: false,
      warnings: [],
    });
    expect(target({}, call, { ACME_BASE_URL: 'nowhere' }).trusted).toBe(false);
  });

  it('names the variable that holds a bad base URL', () => {
    expect(() => target({}, {}, { ACME_BASE_URL: 'h' })).toThrow('ACME_BASE_URL must be an absolute http or https URL');
  });

  it('takes the first of several variables that is set', () => {
    const renamed = defineRerankProvider({ ...acme.definition, env: { baseUrl: ['A', 'B'] } });
    expect(resolveTarget(renamed(), {}, { B: 'http://b.test' }).baseUrl).toBe('http://b.test');
    expect(resolveTarget(renamed(), {}, { A: 'http://a.test', B: 'http://b.test' }).baseUrl).toBe('http://a.test');
  });

  it('gives the configured headers to a trusted target only', () => {
    const headers = { 'X-Team': 'search' };
    expect(target({ headers }, {})).toMatchObject({ headers, sending: { 'x-team': 'search' } });
    expect(target({ headers }, { baseUrl: 'https://api.acme.test/eu' })).toMatchObject({ headers });
    const elsewhere = target({ headers }, { baseUrl: 'https://elsewhere.test' });
    expect(elsewhere.headers).toBeUndefined();
    expect(elsewhere.sending).toEqual({ accept: 'application/json', 'content-type': 'application/json' });
  });

  it('keeps the configured target for as long as the environment names the same', () => {
    let baseUrl = 'https://one.test';
    const targets = new Targets(acme(), () => ({ ACME_BASE_URL: baseUrl }));
    const one = targets.of({});
    expect(targets.of({})).toBe(one);
    baseUrl = 'nowhere';
    expect(() => targets.of({})).toThrow('ACME_BASE_URL must be');
    baseUrl = 'https://two.test';
    expect(targets.of({}).baseUrl).toBe('https://two.test');
    baseUrl = 'https://one.test';
    expect(targets.of({}).baseUrl).toBe('https://one.test');
  });
});
