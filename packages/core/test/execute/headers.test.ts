import { describe, expect, it } from 'vitest';
import type { CallSettings, RerankProvider } from '../../src/index.ts';
import { defineRerankProvider } from '../../src/index.ts';
import { acme } from '../support/acme.ts';
import { compiledOf, encodedRequestsOf } from '../support/compiled.ts';

const json = { accept: 'application/json', 'content-type': 'application/json' };
const headersFor = async (provider: RerankProvider, call: CallSettings) => {
  const [only] = await encodedRequestsOf(compiledOf(provider), { query: 'q', documents: ['a'] }, call);
  return only?.headers;
};

describe('the headers of a request', () => {
  it('are those of the call over what is configured, which follows to a trusted target only', async () => {
    const provider = acme({ headers: { a: '1', c: '1' } });
    expect(await headersFor(provider, { headers: { b: '2', C: '2' } })).toEqual({ ...json, a: '1', b: '2', c: '2' });
    const elsewhere = { headers: { b: '2' }, baseUrl: 'https://elsewhere.test' };
    expect(await headersFor(provider, elsewhere)).toEqual({ ...json, b: '2' });
    expect(await headersFor(acme(), {})).toEqual(json);
  });

  it.each([
    [false, [undefined, '1', 'endpoint', 'configured', 'call']],
    [true, ['application/json', '1', 'endpoint', 'configured', 'call']],
  ])('win over those of the endpoint, with a body: %j', async (hasBody, expected) => {
    const rerank = {
      ...acme.definition.endpoints['rerank']!,
      buildRequest: () => ({
        url: 'https://h',
        headers: { 'X-Own': '1', 'X-A': 'endpoint', 'X-B': 'endpoint', 'X-C': 'endpoint' },
        ...(hasBody && { body: {} }),
      }),
    };
    const provider = defineRerankProvider({ ...acme.definition, endpoints: { rerank } });
    const headers = { 'x-B': 'configured', 'x-C': 'configured' };
    const sent = await headersFor(provider({ headers }), { headers: { 'X-c': 'call' } });
    expect(['content-type', 'x-own', 'x-a', 'x-b', 'x-c'].map((name) => sent?.[name])).toEqual(expected);
  });

  it.each([
    [{ 'x-secret': 'top\nsecret' }, 'headers.x-secret must be a string without line breaks'],
    [{ 'x-secret': 'top\u0100secret' }, 'headers.x-secret must be a string without'],
    [{ 'x-secret': 7 as never }, 'headers.x-secret must be a string'],
    [{ 'x secret': 'top' }, 'headers holds a name that is not a header name.'],
    [{ '': 'top' }, 'headers holds a name that is not a header name.'],
  ])('are refused without a value shown: %j', async (headers, message) => {
    for (const refused of [headersFor(acme(), { headers }), headersFor(acme({ headers }), {})]) {
      const error = await refused.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'invalid_request', message: expect.stringContaining(message) });
      expect(String(error)).not.toMatch(/secret.*secret|top/);
    }
  });

  it('may hold every value that a header can carry', async () => {
    const headers = { 'x-any': 'a\tb é ~', "!#$%&'*+.^_`|~-0az": '' };
    expect(await headersFor(acme(), { headers })).toEqual({ ...json, ...headers });
  });
});
