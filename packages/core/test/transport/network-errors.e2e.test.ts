import { createServer } from 'node:net';
import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { createRegistry, defineRerankProvider, fetchTransport, RerankError, type Transport } from '../../src/index.ts';
import { undiciTransport } from '../../src/transport/undici.ts';
import { acme, rankByLength, ranked } from '../support/acme.ts';
import { ask, failed, setUpWith } from '../support/calls.ts';
import { opened, serve } from '../support/server.ts';

/** An origin that nothing listens at. */
async function closedOrigin(): Promise<string> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const clearTimer = (timer: NodeJS.Timeout) => () => clearTimeout(timer);

const rerankAt = (baseUrl: string, transport: Transport, maxRetries = 0) =>
  createRegistry({
    providers: [acme({ apiKey: 'k', baseUrl })],
    transport,
    // Retries wait for nothing.
    clock: { now: () => performance.now(), random: () => 0, schedule: (_, run) => clearTimer(setTimeout(run, 0)) },
    defaults: { maxRetries, timeoutMs: Number.POSITIVE_INFINITY },
  })
    .model('acme/m')
    .rerank(ask);

describe.each([
  ['fetchTransport', () => fetchTransport()],
  ['undiciTransport', () => undiciTransport()],
])('a failure of the network under %s', (_name, create) => {
  it('is a connection refused, which may be retried', async () => {
    const origin = await closedOrigin();
    const error = await failed(rerankAt(origin, opened(create()), 1));
    expect(error).toBeInstanceOf(RerankError);
    expect(error).toMatchObject({
      code: 'network',
      retryable: true,
      message: `Could not reach ${new URL(origin).host} (ECONNREFUSED).`,
      details: { attempts: 2 },
    });
  });

  it('is a response that is cut off, which is asked for again', async () => {
    let requests = 0;
    const { origin } = await serve(async (request, response) => {
      requests++;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (requests > 1) {
        response.end(rankByLength(Buffer.concat(chunks).toString()).body);
        return;
      }
      response.writeHead(200, { 'content-length': 500 });
      response.write('{"half":');
      setImmediate(() => response.destroy());
    });
    const { meta } = await rerankAt(origin, opened(create()), 1);
    expect([meta.attempts, requests]).toEqual([2, 2]);
  });

  it('names the reason of a response that is cut off', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 500 });
      response.write('{"half":');
      setImmediate(() => response.destroy());
    });
    expect(await failed(rerankAt(origin, opened(create())))).toMatchObject({
      code: 'network',
      retryable: true,
      message: expect.stringMatching(/^Could not reach 127\.0\.0\.1:\d+ \([A-Z_]+\)\.$/),
    });
  });
});

describe('a TypeError of a transport', () => {
  it.each([
    ['rejected', (cause: TypeError) => Promise.reject(cause)],
    [
      'thrown',
      (cause: TypeError) => {
        throw cause;
      },
    ],
  ])('is a defect that no attempt follows, %s', async (_how, fail) => {
    const cause = new TypeError('oops');
    let attempts = 0;
    const transport: Transport = () => {
      attempts++;
      return fail(cause);
    };
    const error = await failed(setUpWith({ transport }).model.rerank(ask));
    expect(error).toMatchObject({
      code: 'network',
      retryable: false,
      message: 'The transport failed with a TypeError: a defect of the transport, not of the network.',
      cause,
    });
    expect(attempts).toBe(1);
  });
});

describe.each([
  ['fetchTransport', () => fetchTransport()],
  ['undiciTransport', () => undiciTransport()],
])('a request to an address that is not a URL under %s', (_name, create) => {
  const rerank = { ...acme.definition.endpoints['rerank']!, buildRequest: () => ({ url: '/rerank', body: {} }) };
  const odd = defineRerankProvider({ ...acme.definition, endpoints: { rerank } });

  it.each([
    ['', 'k', undefined],
    [', with a key that comes later', async () => 'k', undefined],
    [', observed', 'k', () => {}],
    [', observed, with a key that comes later', async () => 'k', () => {}],
  ])('fails its call%s', async (_how, apiKey, onEvent) => {
    const registry = createRegistry({ providers: [odd({ apiKey })], transport: opened(create()), onEvent });
    expect(await failed(registry.model('acme/m').rerank(ask))).toMatchObject({
      code: 'network',
      retryable: false,
      message: 'The provider made a request to an address that is not an absolute URL.',
      cause: expect.any(Error),
      details: { attempts: 1 },
    });
  });
});

describe('fetchTransport', () => {
  it('says where the runtime has no fetch, and that a transport can be passed', async () => {
    const { fetch } = globalThis;
    const transport = fetchTransport();
    Object.assign(globalThis, { fetch: undefined });
    try {
      expect(await failed(setUpWith({ transport }).model.rerank(ask))).toMatchObject({
        code: 'unsupported',
        message: 'This runtime has no fetch. Pass a transport, or fetchTransport({ fetch }).',
        details: { attempts: 1 },
      });
    } finally {
      Object.assign(globalThis, { fetch });
    }
  });

  it('takes the fetch that the runtime has at the call', async () => {
    const { fetch } = globalThis;
    const transport = fetchTransport();
    const replaced: typeof fetch = async (_, init) => new Response(rankByLength(String(init?.body)).body);
    Object.assign(globalThis, { fetch: replaced });
    try {
      expect((await setUpWith({ transport }, ranked).model.rerank(ask)).results).toHaveLength(3);
    } finally {
      Object.assign(globalThis, { fetch });
    }
  });
});

describe('undiciTransport', () => {
  it.each([{}, null, { dispatch: true }])('refuses the dispatcher %j, which cannot dispatch', (dispatcher) => {
    expect(() => undiciTransport({ dispatcher: dispatcher as unknown as Dispatcher })).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: expect.stringMatching(/^dispatcher must be a dispatcher of undici 7, /),
        details: { issues: [{ path: 'dispatcher', problem: expect.stringContaining('no dispatch method') }] },
      }),
    );
  });
});
