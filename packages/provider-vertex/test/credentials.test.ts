import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry, type EncodedRequest, type RerankError, type Transport } from '@openrerank/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAmbient } from '../src/credentials.ts';
import { vertexAi } from '../src/index.ts';

const unsigned: EncodedRequest = { url: 'https://x.example', method: 'POST', headers: { a: 'b' }, body: '{}' };
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: RerankError) => error,
  );

describe('default credentials', () => {
  test('are loaded once and asked for a token at every request', async () => {
    let loads = 0;
    let asked = 0;
    const ambient = createAmbient(async () => {
      loads++;
      return { getAccessToken: async () => `token-${++asked}` };
    });
    expect(await ambient(unsigned)).toEqual({ ...unsigned, headers: { a: 'b', authorization: 'Bearer token-1' } });
    expect((await ambient(unsigned)).headers['authorization']).toBe('Bearer token-2');
    expect(loads).toBe(1);
  });

  test('are not asked where the request has an authorization of its own', async () => {
    const own = { ...unsigned, headers: { authorization: 'Bearer of-a-gateway' } };
    expect(await createAmbient(() => Promise.reject(new Error('asked')))(own)).toBe(own);
  });

  test.each([
    [Object.assign(new Error('client_secret=hush'), { status: 400, config: 'hush' }), false, '400'],
    [Object.assign(new Error('hush'), { status: 503 }), true, '503'],
    [new Error('Could not load the default credentials. hush'), false, 'GOOGLE_APPLICATION_CREDENTIALS'],
    ['hush', false, 'gcloud auth application-default login'],
  ])('that fail say what to do, and nothing of what was tried: %s', async (reason, retryable, words) => {
    const error = await caught(createAmbient(async () => ({ getAccessToken: () => Promise.reject(reason) }))(unsigned));
    expect(error).toMatchObject({ code: 'missing_credentials', retryable });
    expect(error!.message).toContain(words);
    expect(`${error!.message} ${error!.cause}`).not.toContain('hush');
  });

  test.each([null, undefined, ''])('that give %o give none', async (token) => {
    const error = await caught(createAmbient(async () => ({ getAccessToken: async () => token }))(unsigned));
    expect(error).toMatchObject({ code: 'missing_credentials' });
  });
});

/** A token service, and a credentials file of workload identity federation that leads to it. */
async function startTokenService(): Promise<{ readonly exchanges: string[] }> {
  const exchanges: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    exchanges.push(body);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        access_token: 'ya29.exchanged',
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
        expires_in: 3600,
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'openrerank-vertex-'));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });
  const file = join(folder, 'credentials.json');
  await writeFile(join(folder, 'subject-token'), 'the-subject-token');
  await writeFile(
    file,
    JSON.stringify({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/token`,
      credential_source: { file: join(folder, 'subject-token') },
    }),
  );
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
  vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'my-project');
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  return { exchanges };
}

test('Google’s own library finds the file, exchanges it for a token once, and every request carries it', async () => {
  const { exchanges } = await startTokenService();
  const sent: (string | undefined)[] = [];
  const transport: Transport = async ({ headers }) => {
    sent.push(headers['authorization']);
    return { status: 200, headers: {}, body: '{"records":[{"id":"0","score":0.5}]}' };
  };
  const { rerank } = createRegistry({ providers: [vertexAi()], transport }).resolve('vertex_ai/m');
  const request = { query: 'q', documents: ['a'], options: { vertex_project: 'my-project' } };
  await rerank(request);
  await rerank(request);
  expect(sent).toEqual(['Bearer ya29.exchanged', 'Bearer ya29.exchanged']);
  expect(exchanges).toHaveLength(1);
  expect(exchanges[0]).toContain('the-subject-token');
  expect(exchanges[0]).toContain(encodeURIComponent('https://www.googleapis.com/auth/cloud-platform'));
});
