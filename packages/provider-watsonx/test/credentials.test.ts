import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRegistry, type EncodedRequest, type RerankError, type Transport } from '@openrerank/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createAuthorize } from '../src/credentials.ts';
import { watsonx } from '../src/index.ts';

const unsigned: EncodedRequest = { url: 'https://x.example', method: 'POST', headers: { a: 'b' }, body: '{}' };
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: RerankError) => error,
  );

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as IAM makes it, good for an hour. */
function tokenFor(key: string): string {
  const iat = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none' })}.${part({ sub: key, iat, exp: iat + 3600 })}.signature`;
}

/** IBM Cloud's token service on loopback. It keeps the keys that it was asked to exchange. */
async function startIam(status = 200): Promise<{ readonly iamUrl: string; readonly keys: string[] }> {
  const keys: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const key = form.get('apikey') ?? '';
    keys.push(key);
    const isRight =
      request.url === '/identity/token' && form.get('grant_type') === 'urn:ibm:params:oauth:grant-type:apikey';
    response.writeHead(isRight ? status : 404, { 'content-type': 'application/json' });
    const answer =
      status === 200 ? { access_token: tokenFor(key), expires_in: 3600 } : { errorMessage: `no such key: ${key}` };
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { iamUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys };
}

describe('a key', () => {
  test('of IBM Cloud is exchanged for a token by IBM’s own library, once for all requests', async () => {
    const { iamUrl, keys } = await startIam();
    const authorize = createAuthorize({ iamUrl });
    const [first, second] = await Promise.all([authorize(unsigned, 'my-api-key'), authorize(unsigned, 'my-api-key')]);
    const third = await authorize(unsigned, 'my-api-key');
    expect(keys).toEqual(['my-api-key']);
    expect(first).toMatchObject({ ...unsigned, headers: { a: 'b' } });
    expect(first.headers['authorization']).toMatch(/^Bearer [\w-]+\.[\w-]+\.signature$/);
    expect([second, third]).toEqual([first, first]);
  });

  test('has a token of its own', async () => {
    const { iamUrl, keys } = await startIam();
    const authorize = createAuthorize({ iamUrl });
    const one = await authorize(unsigned, 'key-1');
    const other = await authorize(unsigned, 'key-2');
    expect(keys).toEqual(['key-1', 'key-2']);
    expect(one.headers['authorization']).not.toBe(other.headers['authorization']);
  });

  test('is forgotten when twenty others were used since, so that callers with keys of their own do not fill the memory', async () => {
    const { iamUrl, keys } = await startIam();
    const authorize = createAuthorize({ iamUrl });
    const use = async (from: number, to: number) => {
      for (let index = from; index <= to; index++) await authorize(unsigned, `key-${index}`);
    };
    await use(0, 19);
    // Used again, so that it is not the first to go.
    await use(0, 0);
    await use(20, 20);
    expect(keys).toHaveLength(21);
    await use(0, 0);
    await use(2, 20);
    expect(keys).toHaveLength(21);
    await use(1, 1);
    expect(keys.slice(21)).toEqual(['key-1']);
  });

  test('that is a token already is used as it is', async () => {
    const token = tokenFor('x');
    const { headers } = await createAuthorize({ iamUrl: 'http://127.0.0.1:1' })(unsigned, token);
    expect(headers['authorization']).toBe(`Bearer ${token}`);
  });

  test('with a user name is a Zen API key, which goes to nobody else', async () => {
    const authorize = createAuthorize({ iamUrl: 'http://127.0.0.1:1' });
    for (const key of ['admin:secret', 'admin:']) {
      const { headers } = await authorize(unsigned, key);
      expect(headers['authorization']).toBe(`ZenApiKey ${Buffer.from(key).toString('base64')}`);
    }
  });

  test('of Zen may be encoded already, as WATSONX_ZENAPIKEY is', async () => {
    const zen = Buffer.from('admin:secret').toString('base64');
    const { headers } = await createAuthorize({ iamUrl: 'http://127.0.0.1:1' })(unsigned, zen);
    expect(headers['authorization']).toBe(`ZenApiKey ${zen}`);
  });

  test.each(['abcd', 'x'.repeat(44), Buffer.from('no colon in it').toString('base64')])(
    'that is base64 of anything else is one of IBM Cloud: %s',
    async (key) => {
      const { iamUrl, keys } = await startIam();
      const { headers } = await createAuthorize({ iamUrl })(unsigned, key);
      expect(keys).toEqual([key]);
      expect(headers['authorization']).toMatch(/^Bearer /);
    },
  );

  test('of the call’s own stands before a configured authorization header', async () => {
    const sent: (string | undefined)[] = [];
    const transport: Transport = async ({ headers }) => {
      sent.push(headers['authorization']);
      return { status: 200, headers: {}, body: '{"results":[{"index":0,"score":1}]}' };
    };
    const provider = watsonx({
      baseUrl: 'https://us-south.ml.cloud.ibm.com',
      apiKey: tokenFor('configured'),
      headers: { authorization: 'ZenApiKey configured' },
    });
    const { rerank } = createRegistry({ providers: [provider], transport }).resolve('watsonx/m');
    const request = { query: 'q', documents: ['a'], options: { project_id: 'p' } };
    await rerank(request);
    await rerank(request, { apiKey: 'admin:of-the-call' });
    expect(sent).toEqual(['ZenApiKey configured', `ZenApiKey ${btoa('admin:of-the-call')}`]);
  });

  test('gives way to an authorization of the caller’s own', async () => {
    const own = { ...unsigned, headers: { authorization: 'ZenApiKey abc' } };
    expect(await createAuthorize({ iamUrl: 'http://127.0.0.1:1' })(own, 'my-api-key')).toBe(own);
  });
});

describe('an exchange that fails', () => {
  test('says that the key is wrong, and shows nothing of it', async () => {
    const { iamUrl } = await startIam(400);
    const error = await caught(createAuthorize({ iamUrl })(unsigned, 'my-wrong-key'));
    expect(error).toMatchObject({ code: 'missing_credentials', retryable: false });
    expect(error!.message).toMatch(/WATSONX_APIKEY.*answered 400.*cloud\.ibm\.com\/iam\/apikeys/);
    expect(`${error!.message} ${error!.cause}`).not.toContain('my-wrong-key');
  });

  test.each([429, 503])('for the moment may be tried again: %s', async (status) => {
    const { iamUrl } = await startIam(status);
    const error = await caught(createAuthorize({ iamUrl })(unsigned, 'my-api-key'));
    expect(error).toMatchObject({ code: 'missing_credentials', retryable: true });
  });

  test('for want of a connection may be tried again, with the same key', async () => {
    const authorize = createAuthorize({ iamUrl: 'http://127.0.0.1:1' });
    for (const _ of ['first', 'second']) {
      const error = await caught(authorize(unsigned, 'my-api-key'));
      expect(error).toMatchObject({ code: 'missing_credentials', retryable: true });
      expect(error!.message).toContain('could not be reached');
    }
  });
});
