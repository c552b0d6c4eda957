import { createRegistry, type EncodedRequest, type RerankError, type Transport } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { authorize, createAmbient } from '../src/credentials.ts';
import { bedrock } from '../src/index.ts';

const unsigned: EncodedRequest = {
  url: 'https://bedrock-agent-runtime.us-east-1.amazonaws.com/rerank',
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: RerankError) => error,
  );

describe('the default chain', () => {
  test('is loaded once and asked at every request, so that what expires is renewed', async () => {
    let loads = 0;
    let asked = 0;
    const ambient = createAmbient(async () => {
      loads++;
      return async () => ({ ...credentials, accessKeyId: `AKID${++asked}` });
    });
    const signed = [await ambient(unsigned), await ambient(unsigned)];
    expect(loads).toBe(1);
    expect(signed.map(({ headers }) => headers['authorization']?.slice(0, 33))).toEqual([
      'AWS4-HMAC-SHA256 Credential=AKID1',
      'AWS4-HMAC-SHA256 Credential=AKID2',
    ]);
  });

  test('that finds nothing says what to set, and nothing of what it tried', async () => {
    const ambient = createAmbient(async () => async () => {
      throw Object.assign(new Error('tried with secret abc'), { name: 'CredentialsProviderError' });
    });
    const error = await caught(ambient(unsigned));
    expect(error).toMatchObject({ code: 'missing_credentials', retryable: false });
    expect(error!.message).toMatch(/CredentialsProviderError.*AWS_ACCESS_KEY_ID.*AWS_PROFILE.*apiKey/);
    expect(`${error!.message} ${error!.cause}`).not.toContain('abc');
  });

  test('that fails with something else than an error is no crash', async () => {
    const error = await caught(createAmbient(() => Promise.reject('abc'))(unsigned));
    expect(error).toMatchObject({ code: 'missing_credentials' });
    expect(error!.message).not.toContain('abc');
  });

  test('is not asked where the request has an authorization of its own', async () => {
    const ambient = createAmbient(() => Promise.reject(new Error('asked')));
    const own = { ...unsigned, headers: { authorization: 'Bearer of-a-gateway' } };
    expect(await ambient(own)).toBe(own);
    expect(await authorize(own, 'AKID:secret')).toBe(own);
  });

  test('is not asked for a base URL that the call itself chose', async () => {
    const transport: Transport = async () => Promise.reject(new Error('sent'));
    const { rerank } = createRegistry({ providers: [bedrock()], transport }).resolve('bedrock/m');
    const request = { query: 'q', documents: ['a'], options: { aws_region_name: 'us-west-2' } };
    const error = await caught(rerank(request, { baseUrl: 'https://evil.example' }));
    expect(error).toMatchObject({ code: 'missing_credentials' });
  });
});

describe('a key', () => {
  test.each(['AKID', 'AKID:', ':secret', 'AKID:secret:', 'AKID:secret:token:more', 'ABSKQmVkcm9ja0FQSUtleQ=='])(
    'that is not of the form is refused without being shown: %s',
    (key) => {
      const refused = () => authorize(unsigned, key);
      expect(refused).toThrow(/accessKeyId:secretAccessKey.*default credential chain.*bearer/);
      expect(refused).not.toThrow(/AKID|ABSK/);
    },
  );

  test('signs for the region of the host, and leaves the rest of the request as it was', async () => {
    const signed = await authorize(unsigned, 'AKID:secret');
    expect(signed).toMatchObject({ url: unsigned.url, method: 'POST', body: '{}' });
    expect(signed.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(signed.headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-east-1\/bedrock\//);
    expect(signed.headers).not.toHaveProperty('host');
  });

  test('signs nothing where neither host nor body names a region', async () => {
    const error = await caught(
      authorize({ url: 'http://localhost:1/rerank', method: 'GET', headers: {} }, 'AKID:secret'),
    );
    expect(error).toMatchObject({ code: 'invalid_options', message: expect.stringContaining('aws_region_name') });
  });

  test('of the call’s own stands before a configured authorization header, and not before a header of the call', async () => {
    const sent: (string | undefined)[] = [];
    const transport: Transport = async ({ headers }) => {
      sent.push(headers['authorization']);
      return { status: 200, headers: {}, body: '{"results":[{"index":0,"relevanceScore":0.5}]}' };
    };
    const configured = { authorization: 'Bearer of-a-gateway' };
    const provider = bedrock({ apiKey: 'AKIDCONFIGURED:secret', headers: configured });
    const { rerank } = createRegistry({ providers: [provider], transport }).resolve('bedrock/m');
    const request = { query: 'q', documents: ['a'], options: { aws_region_name: 'us-west-2' } };
    await rerank(request);
    await rerank(request, { apiKey: 'AKIDOFTHECALL:secret' });
    await rerank(request, { apiKey: 'AKIDOFTHECALL:secret', headers: { Authorization: 'Bearer of-the-call' } });
    expect(sent).toEqual([
      'Bearer of-a-gateway',
      expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIDOFTHECALL\//),
      'Bearer of-the-call',
    ]);
  });
});
