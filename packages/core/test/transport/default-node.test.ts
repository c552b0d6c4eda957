import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultTransport as defaultElsewhere } from '../../src/transport/default-fetch.ts';
import { defaultTransport } from '../../src/transport/default-node.ts';
import { fetchTransport } from '../../src/transport/fetch.ts';
import { type LazyTransportOptions, lazyTransport } from '../../src/transport/lazy.ts';
import type { Transport } from '../../src/transport/transport.ts';
import { undiciTransport } from '../../src/transport/undici.ts';

const echo = (request: IncomingMessage, response: ServerResponse) => request.pipe(response);
let listener: (request: IncomingMessage, response: ServerResponse) => void = echo;
const server = createServer((request, response) => listener(request, response));
let url: string;

beforeEach(async () => {
  listener = echo;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
});

const opened: Transport[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((transport) => transport.close?.()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function open(transport: Transport): Transport {
  opened.push(transport);
  return transport;
}

const init = () => ({ maxResponseBytes: 1000, onAbort: () => {} });
const post = (transport: Transport, body: string) =>
  transport({ url, method: 'POST', headers: { 'content-type': 'text/plain' }, body }, init());

/** Whether the request came by `fetch`, whose Node implementation says so in a header. */
const cameByFetch = () =>
  new Promise<boolean>((resolve) => {
    listener = (request, response) => {
      resolve(request.headers['sec-fetch-mode'] !== undefined);
      echo(request, response);
    };
  });

describe('defaultTransport', () => {
  it('sends by undici on Node', async () => {
    const byFetch = cameByFetch();
    expect((await post(open(defaultTransport()), 'a')).body).toBe('a');
    expect(await byFetch).toBe(false);
  });

  it('sends by fetch elsewhere', async () => {
    const byFetch = cameByFetch();
    expect((await post(open(defaultElsewhere()), 'a')).body).toBe('a');
    expect(await byFetch).toBe(true);
  });

  it('ends a call in flight when it is closed', async () => {
    const transport = open(defaultTransport());
    const arrived = new Promise<void>((resolve) => {
      listener = () => resolve();
    });
    const call = post(transport, 'a');
    await Promise.all([expect(call).rejects.toThrow(), arrived.then(() => transport.close?.())]);
  });
});

describe('lazyTransport', () => {
  const reasons: unknown[] = [];
  const lazy = (options: Partial<LazyTransportOptions>) =>
    open(
      lazyTransport({
        load: async () => undiciTransport(),
        fallback: fetchTransport,
        onLoadError: (reason) => reasons.push(reason),
        ...options,
      }),
    );

  it('loads with the first call, once for calls at the same time and later ones', async () => {
    let loads = 0;
    const transport = lazy({ load: async () => undiciTransport({ ...(loads++ && {}) }) });
    expect(loads).toBe(0);
    const first = await Promise.all(['a', 'b'].map((body) => post(transport, body)));
    expect([...first, await post(transport, 'c')].map(({ body }) => body)).toEqual(['a', 'b', 'c']);
    expect(loads).toBe(1);
  });

  it('passes calls straight to the transport that it loaded', async () => {
    const response = Promise.resolve({ status: 200, headers: {}, body: '' });
    const transport = lazy({ load: async () => () => response });
    await post(transport, 'a');
    expect(post(transport, 'a')).toBe(response);
  });

  it('falls back when nothing can be loaded, and reports the reason once', async () => {
    reasons.length = 0;
    const reason = new Error('Dynamic require of "node:assert" is not supported');
    const transport = lazy({ load: () => Promise.reject(reason) });
    const byFetch = cameByFetch();
    expect((await post(transport, 'a')).body).toBe('a');
    expect(await byFetch).toBe(true);
    expect((await post(transport, 'b')).body).toBe('b');
    expect(reasons).toEqual([reason]);
    await transport.close?.();
  });

  it('loads nothing after it was closed', async () => {
    let loads = 0;
    const transport = lazy({ load: async () => undiciTransport({ ...(loads++ && {}) }) });
    await transport.close?.();
    await expect(post(transport, 'a')).rejects.toThrow('The transport is closed.');
    expect(loads).toBe(0);
  });

  it.each([
    ['the transport', async () => undiciTransport()],
    ['the fallback', () => Promise.reject(new Error('not here'))],
  ])('ends the calls that wait for %s when it is closed', async (_what, load) => {
    let requests = 0;
    listener = (request, response) => {
      requests++;
      echo(request, response);
    };
    let start = () => {};
    const gate = new Promise<void>((resolve) => {
      start = resolve;
    });
    const transport = lazy({ load: () => gate.then(load) });
    const call = post(transport, 'a');
    const closed = transport.close?.();
    start();
    await Promise.all([expect(call).rejects.toThrow('The transport is closed.'), closed]);
    await expect(post(transport, 'b')).rejects.toThrow();
    expect(requests).toBe(0);
  });
});
