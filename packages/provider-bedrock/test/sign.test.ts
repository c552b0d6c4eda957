import { createRegistry, encodedDocuments, fetchTransport, type RerankRequest } from '@openrerank/core';
import { describe, expect, test, vi } from 'vitest';
import { authorize } from '../src/credentials.ts';
import { bedrock } from '../src/index.ts';
import { expectedSignature, readAuthorization, type SignedRequest } from './sigv4.ts';
import { startUpstream } from './upstream.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const apiKey = `AKIDEXAMPLE:${secret}`;
const request = { query: 'Größe?', documents: ['naïve 🎉 text'], options: { aws_default_region: 'us-west-2' } };

async function send(
  settings: Parameters<typeof bedrock>[0] & { readonly path?: string },
  call: RerankRequest = request,
  model = 'cohere.rerank-v3-5:0',
): Promise<SignedRequest> {
  const { path = '', ...rest } = settings;
  const { url, received } = await startUpstream();
  const provider = bedrock({ baseUrl: url + path, ...rest });
  const registry = createRegistry({ providers: [provider], transport: fetchTransport() });
  await registry.resolve(`bedrock/${model}`).rerank(call);
  return received[0]!;
}

const signatureOf = ({ headers }: SignedRequest) => readAuthorization(headers['authorization'] ?? '').signature;

test('the test’s own arithmetic gives the signature that AWS publishes for its get-vanilla case', () => {
  const vanilla = {
    method: 'GET',
    target: '/',
    headers: {
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    },
    body: '',
  };
  expect(expectedSignature(vanilla, secret)).toBe(signatureOf(vanilla));
});

describe('what arrives', () => {
  test('carries the signature that AWS would compute of its bytes, path, query and headers', async () => {
    const sent = await send({ apiKey, path: '/gate%20way?team=a%20b&x=1', headers: { 'x-team': 'search  team' } });
    expect(sent.target).toBe('/gate%20way/rerank?team=a%20b&x=1');
    expect(signatureOf(sent)).toBe(expectedSignature(sent, secret));
    const { accessKeyId, signedHeaders } = readAuthorization(sent.headers['authorization'] ?? '');
    expect(accessKeyId).toBe('AKIDEXAMPLE');
    expect(signedHeaders).toEqual(expect.arrayContaining(['content-type', 'host', 'x-amz-date', 'x-team']));
    expect(JSON.parse(Buffer.from(sent.body).toString()).queries[0].textQuery.text).toBe('Größe?');
  });

  test('does so for a body that is bytes already', async () => {
    const body = new TextEncoder().encode('{"modelArn":"arn:aws:bedrock:us-west-2::x","query":"naïve 🎉"}');
    const headers = { 'content-type': 'application/json' };
    const signed = await authorize({ url: 'http://localhost:1/rerank?a=1', method: 'POST', headers, body }, apiKey);
    const sent = { method: 'POST', target: '/rerank?a=1', headers: { ...signed.headers, host: 'localhost:1' }, body };
    expect(signed.body).toBe(body);
    expect(signatureOf(sent)).toBe(expectedSignature(sent, secret));
  });

  test('and is complete for documents that are JSON still', async () => {
    const bytes = new TextEncoder().encode('"naïve \\n 🎉"');
    const documents = encodedDocuments({ source: { bytes }, spans: new Uint32Array([0, bytes.length]) });
    const sent = await send({ apiKey }, { ...request, documents });
    expect(signatureOf(sent)).toBe(expectedSignature(sent, secret));
    expect(Buffer.from(sent.body).toString()).toContain('"numberOfResults":1');
    expect(Buffer.from(sent.body).toString()).toContain('"text":"naïve \\n 🎉"');
  });

  test('has another signature once the secret is another, so that the comparison means something', async () => {
    const sent = await send({ apiKey: 'AKIDEXAMPLE:other' });
    expect(signatureOf(sent)).not.toBe(expectedSignature(sent, secret));
    expect(signatureOf(sent)).toBe(expectedSignature(sent, 'other'));
  });

  test('is signed for the service "bedrock", and not for "bedrock-agent-runtime", which AWS refuses', async () => {
    const sent = await send({ apiKey });
    const { scope } = readAuthorization(sent.headers['authorization'] ?? '');
    expect(scope).toMatch(/^\d{8}\/us-west-2\/bedrock\/aws4_request$/);
  });

  test('is signed for the region of the model where the host names none', async () => {
    const arn = 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.rerank-v1:0';
    for (const [model, options] of [
      [arn, {}],
      ['amazon.rerank-v1:0', { aws_region_name: 'eu-central-1' }],
    ] as const) {
      // A query that looks like another ARN changes nothing.
      const query = '"modelArn":"arn:aws:bedrock:us-east-1::x';
      const sent = await send({ apiKey }, { ...request, query, options }, model);
      const { scope } = readAuthorization(sent.headers['authorization'] ?? '');
      expect(scope).toContain('/eu-central-1/bedrock/');
      expect(signatureOf(sent)).toBe(expectedSignature(sent, secret));
    }
  });

  test('carries the session token, signed', async () => {
    const sent = await send({ apiKey: `${apiKey}:IQoJb3JpZ2luX2VjEJr//token==` });
    expect(sent.headers['x-amz-security-token']).toBe('IQoJb3JpZ2luX2VjEJr//token==');
    const { signedHeaders } = readAuthorization(sent.headers['authorization'] ?? '');
    expect(signedHeaders).toContain('x-amz-security-token');
    expect(signatureOf(sent)).toBe(expectedSignature(sent, secret));
  });

  test('is signed with what AWS’s own default chain finds where no key is given', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDFROMENV');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'from-env/secret');
    vi.stubEnv('AWS_SESSION_TOKEN', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const sent = await send({});
    expect(readAuthorization(sent.headers['authorization'] ?? '').accessKeyId).toBe('AKIDFROMENV');
    expect(signatureOf(sent)).toBe(expectedSignature(sent, 'from-env/secret'));
  });
});
