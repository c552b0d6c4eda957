import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { body, startProxy, until } from '../support/start-proxy.ts';

const problem = (code: string, status: number) => ({ status, json: { error: { code } } });

describe('routes', () => {
  it.each(['/rerank', '/v1/rerank', '/v2/rerank'])('rank on %s', async (path) => {
    const { post } = await startProxy();
    const { status, json, headers } = await post({ ...body, top_n: 2 }, {}, path);
    expect(status).toBe(200);
    expect(json.results.map(({ index }: { index: number }) => index)).toEqual([0, 1]);
    expect(json.meta.api_version.version).toBe(path === '/v1/rerank' ? '1' : '2');
    expect(headers.get('x-request-id')).toBe(json.id);
    expect(headers.get('x-litellm-call-id')).toBe(json.id);
  });

  it.each(['/v1/models', '/models'])('list models on %s', async (path) => {
    const { request } = await startProxy({ models: { b: [{ id: '1' }], a: [{ id: '2' }] } });
    const { json } = await request(path);
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual(['b', 'a']);
  });

  it.each(['/health/liveliness', '/health/liveness'])('say on %s that the process lives', async (path) => {
    const { request } = await startProxy({ masterKey: 'sk-1' });
    expect((await request(path)).text).toBe('"I\'m alive!"');
    expect((await request(path, { method: 'HEAD' })).status).toBe(200);
  });

  it('say whether requests are taken', async () => {
    const { request } = await startProxy({ masterKey: 'sk-1' });
    expect(await request('/health/readiness')).toMatchObject({ status: 200, json: { status: 'ready' } });
  });

  it('ask deployments for their health, all or those of a model', async () => {
    const { request, network } = await startProxy({ models: { m: [{ id: 'a' }], n: [{ id: 'b' }] } });
    expect((await request('/health')).json).toMatchObject({ healthy_count: 2, unhealthy_count: 0 });
    expect((await request('/health?model=n')).json).toMatchObject({ healthy_count: 1 });
    expect(network.hosts()).toEqual(['a', 'b', 'b']);
    expect(await request('/health?model=x')).toMatchObject(problem('invalid_model', 400));
  });

  it('describe themselves', async () => {
    const { request } = await startProxy({ masterKey: 'sk-1' });
    expect((await request('/openapi.json')).json).toMatchObject({ openapi: '3.1.0' });
  });

  it('show the description as a page, with all that the page needs', async () => {
    const { request } = await startProxy({ masterKey: 'sk-1' });
    const page = await request('/docs');
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Swagger UI') });
    for (const [, path] of page.text.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)) {
      expect((await request(path as string)).status).toBe(200);
    }
    expect((await request('/docs/json')).json).toMatchObject({ openapi: '3.1.0', paths: { '/v2/rerank': {} } });
    expect((await request('/docs/nothing')).status).toBe(404);
  });

  it.each([
    ['GET', '/rerank', 'POST'],
    ['HEAD', '/rerank', 'POST'],
    ['PUT', '/v1/rerank', 'POST'],
    ['DELETE', '/v1/models', 'GET, HEAD'],
    ['POST', '/health?model=m', 'GET, HEAD'],
    ['OPTIONS', '/rerank', 'POST'],
  ])('answer %s %s with 405', async (method, path, allow) => {
    const { request } = await startProxy();
    const { status, headers, json } = await request(path, { method });
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow });
    if (method !== 'HEAD') expect(json.error.code).toBe('method_not_allowed');
  });

  it.each(['/', '/v1/chat/completions', '/rerank/', '/v3/rerank'])('answer %s with 404', async (path) => {
    const { post, request } = await startProxy();
    expect(await post(body, {}, path)).toMatchObject(problem('unknown_route', 404));
    expect(await request(path)).toMatchObject(problem('unknown_route', 404));
  });

  it('answer a path that is no URL with 400', async () => {
    const { request } = await startProxy();
    expect(await request('/%E0%A4%A')).toMatchObject(problem('malformed_http', 400));
  });
});

describe('the master key', () => {
  it.each(['/rerank', '/v1/rerank', '/v2/rerank'])('is asked for on %s', async (path) => {
    const { post, network } = await startProxy({ masterKey: 'sk-1' });
    const { headers, ...answer } = await post(body, {}, path);
    expect(answer).toMatchObject(problem('invalid_api_key', 401));
    expect(headers.get('www-authenticate')).toContain('Bearer');
    expect(await post(body, { authorization: 'Bearer sk-2' }, path)).toMatchObject({ status: 401 });
    expect(network.requests).toEqual([]);
    expect(await post(body, { authorization: 'Bearer sk-1' }, path)).toMatchObject({ status: 200 });
    expect(await post(body, { 'x-api-key': 'sk-1' }, path)).toMatchObject({ status: 200 });
  });

  it.each(['/v1/models', '/models', '/health'])('is asked for on %s', async (path) => {
    const { request } = await startProxy({ masterKey: 'sk-1' });
    expect(await request(path)).toMatchObject(problem('invalid_api_key', 401));
    expect(await request(path, { headers: { 'api-key': 'sk-1' } })).toMatchObject({ status: 200 });
  });

  it('never goes upstream, nor does any other header of the client', async () => {
    const { post, network } = await startProxy({ masterKey: 'sk-1' });
    await post(body, { authorization: 'Bearer sk-1', 'x-own': 'x', cookie: 'c=1' });
    expect(network.requests[0]?.headers).toEqual({ accept: 'application/json', 'content-type': 'application/json' });
  });
});

describe('bodies', () => {
  it.each([
    ['{"model":"m","query":', 'not complete'],
    ['{"model" "m"}', 'not valid JSON'],
    ['', 'empty'],
    ['[]', 'must be a JSON object'],
  ])('like %j are refused', async (text, reason) => {
    const { post } = await startProxy();
    expect(await post(text)).toMatchObject({ status: 400, json: { message: expect.stringContaining(reason) } });
  });

  it('may be missing altogether, and that is said', async () => {
    const { request } = await startProxy();
    expect((await request('/rerank', { method: 'POST' })).json.message).toContain('empty');
  });

  it('over the cap are refused, and the client that still sends gets the answer', async () => {
    const { post, url } = await startProxy({ maxBodyBytes: 1_000 });
    const large = 'x'.repeat(5_000_000);
    expect(await post(large)).toMatchObject(problem('body_too_large', 413));
    const chunks = new Blob([large]).stream();
    const streamed = await fetch(`${url}/rerank`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: chunks,
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
  });

  it('over the cap do not cost the client its connection', async () => {
    const { open } = await startProxy({ maxBodyBytes: 1_000 });
    const { socket, received } = open();
    const head = 'POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n';
    socket.write(`${head}${'x'.repeat(5_000)}GET /models HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect((await received).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('over the cap are refused by their declared length, before any of them arrives', async () => {
    const { open } = await startProxy({ maxBodyBytes: 1_000 });
    const { socket, received } = open();
    socket.write('POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1001\r\n\r\n');
    socket.once('data', () => socket.end());
    expect(await received).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'nonsense', 'application/json; charset=utf-16'])(
    'sent as %s are refused',
    async (type) => {
      const { post } = await startProxy();
      expect(await post(body, { 'content-type': type })).toMatchObject(problem('unsupported_media_type', 415));
    },
  );

  it('may name their charset', async () => {
    const { post } = await startProxy();
    expect(await post(body, { 'content-type': 'application/json; charset=utf-8' })).toMatchObject({ status: 200 });
  });

  it('that are compressed are refused', async () => {
    const { request } = await startProxy();
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const answer = await request('/rerank', { method: 'POST', headers, body: gzipSync(JSON.stringify(body)) });
    expect(answer).toMatchObject(problem('unsupported_content_encoding', 415));
    expect(answer.headers.get('accept-encoding')).toBe('identity');
  });

  it('keep half surrogates, emoji and NUL on their way to the client', async () => {
    const { post } = await startProxy();
    const documents = ['\ud83d', 'a\u0000b', '👩‍🚀', { text: 'x', mark: '\udc00' }];
    const { json } = await post({ ...body, documents });
    expect(json.results.map(({ document }: { document: unknown }) => document)).toEqual([
      { text: '\ud83d' },
      { text: 'a\u0000b' },
      { text: '👩‍🚀' },
      { text: 'x', mark: '\udc00' },
    ]);
  });
});

describe('broken HTTP', () => {
  it('is answered in the shape of all errors', async () => {
    const { open } = await startProxy();
    const { socket, received } = open();
    socket.write('HELLO\r\n\r\n');
    const [head, text] = (await received).split('\r\n\r\n') as [string, string];
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(JSON.parse(text).error.code).toBe('malformed_http');
  });

  it('with too large headers is answered with 431', async () => {
    const { open } = await startProxy();
    const { socket, received } = open();
    socket.write(`GET /rerank HTTP/1.1\r\nx: ${'x'.repeat(50_000)}\r\n\r\n`);
    expect(await received).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('is cut off where a body comes too slowly', async () => {
    const { open } = await startProxy({ requestTimeoutMs: 50 });
    const { socket, received } = open();
    socket.write('POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
    expect(await received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('does no harm where a client leaves in the middle of its body', async () => {
    const { open, logs, post } = await startProxy();
    const { socket } = open();
    socket.write(
      'POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"model"',
    );
    socket.end();
    await until(() => logs.entries().some(({ msg }) => msg === 'request'));
    expect(logs.entries().find(({ msg }) => msg === 'request')).toMatchObject({ level: 'warn' });
    expect((await post()).status).toBe(200);
  });
});

describe('request ids', () => {
  it('are taken from the client and given back', async () => {
    const { post, logs } = await startProxy();
    const { headers, json } = await post(body, { 'x-request-id': 'mine-1' });
    expect([headers.get('x-request-id'), json.id]).toEqual(['mine-1', 'mine-1']);
    await until(() => logs.entries().some(({ requestId }) => requestId === 'mine-1'));
  });

  it('stand on errors too', async () => {
    const { request } = await startProxy();
    expect((await request('/x', { headers: { 'x-request-id': 'mine-2' } })).headers.get('x-request-id')).toBe('mine-2');
  });
});
