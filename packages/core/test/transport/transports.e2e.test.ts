import { once } from 'node:events';
import { Agent, type Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { spliceTexts } from '../../src/documents/spliced-body.ts';
import type { TransportInit } from '../../src/index.ts';
import { fetchTransport } from '../../src/transport/fetch.ts';
import { undiciTransport } from '../../src/transport/undici.ts';
import { opened, serve } from '../support/server.ts';

const post = (url: string, body: string | Uint8Array = '{"q":"é"}') => ({
  url,
  method: 'POST' as const,
  headers: { 'content-type': 'application/json' },
  body,
});
const init = (signal = new AbortController().signal): TransportInit => ({
  maxResponseBytes: 1000,
  onAbort(listener) {
    if (signal.aborted) listener(signal.reason);
    else signal.addEventListener('abort', () => listener(signal.reason));
  },
});

describe.each([
  ['fetchTransport', () => fetchTransport()],
  ['undiciTransport', () => undiciTransport()],
])('%s', (_name, create) => {
  const open = () => opened(create());

  it('sends and receives as told', async () => {
    const { url } = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.writeHead(418, { 'X-Seen': `${request.method} ${request.url} ${request.headers['content-type']}` });
      response.end(Buffer.concat(chunks));
    });
    const transport = open();
    const { status, headers, body } = await transport(post(url), init());
    expect([status, headers['x-seen'], body]).toEqual([418, 'POST /x application/json', '{"q":"é"}']);
    const bytes = await transport(post(url, new TextEncoder().encode('{"q":"ü"}')), init());
    expect(bytes.body).toBe('{"q":"ü"}');
    const get = await transport({ url, method: 'GET', headers: {} }, init());
    expect([get.headers['x-seen'], get.body]).toEqual(['GET /x undefined', '']);
  });

  it('joins headers that are repeated', async () => {
    const { url } = await serve((_, response) => response.setHeader('x-twice', ['a', 'b']).end());
    expect((await open()(post(url), init())).headers['x-twice']).toBe('a, b');
  });

  it('does not follow a redirect', async () => {
    const { url } = await serve((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end());
    expect((await open()(post(url), init())).status).toBe(307);
  });

  it('reads a body up to its cap, in pieces that cut characters', async () => {
    const text = 'é'.repeat(500);
    const { url } = await serve((_, response) => {
      const bytes = Buffer.from(text);
      response.write(bytes.subarray(0, 333));
      setImmediate(() => response.end(bytes.subarray(333)));
    });
    expect((await open()(post(url), init())).body).toBe(text);
  });

  it('reads a body in many pieces, and one behind a byte order mark', async () => {
    const { url } = await serve(async ({ url: path }, response) => {
      if (path === '/mark') {
        response.end('\ufeff{"a":1}');
        return;
      }
      for (const piece of ['{"a', '":', '"é', '"}']) {
        response.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect((await open()(post(url), init())).body).toBe('{"a":"é"}');
    expect((await open()(post(url.replace('/x', '/mark')), init())).body).toBe('{"a":1}');
  });

  it.each([
    ['with a declared length', true],
    ['without one', false],
  ])('cuts off a body over its cap %s', async (_case, declared) => {
    let closed: Promise<unknown> = Promise.resolve();
    const { url } = await serve((_, response) => {
      closed = once(response, 'close');
      if (declared) response.setHeader('content-length', 100_000_000);
      const more = () => {
        while (response.write('x'.repeat(10_000)));
        response.once('drain', more);
      };
      more();
    });
    await expect(open()(post(url), init())).rejects.toMatchObject({
      code: 'invalid_response',
      message: "The upstream's response is longer than 1000 bytes (maxResponseBytes).",
    });
    // The connection does not go on receiving.
    await closed;
  });

  it('fails where the connection breaks, before the answer or inside it', async () => {
    const { url } = await serve((_, response) => response.destroy());
    await expect(open()(post(url), init())).rejects.toThrow();
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 500 });
      response.write('{"half":');
      setImmediate(() => response.destroy());
    });
    await expect(open()(post(cut.url), init())).rejects.toThrow();
    const gone = await serve(() => {});
    await new Promise((resolve) => gone.server.close(resolve));
    await expect(open()(post(gone.url), init())).rejects.toThrow();
  });

  it('ends with its signal, and the server sees it', async () => {
    const controller = new AbortController();
    const gone = new Promise((resolve) => {
      void serve((_, response) => {
        response.on('close', resolve);
        controller.abort(new Error('left'));
      }).then(({ url }) => {
        void open()(post(url), init(controller.signal)).catch(() => {});
      });
    });
    await gone;
    const { url } = await serve((_, response) => response.end());
    const error = await open()(post(url), init(controller.signal)).catch((reason: unknown) => reason as Error);
    expect([error, (error as Error).cause]).toContain(controller.signal.reason);
  });
});

describe('fetchTransport', () => {
  it('uses the fetch that it is given', async () => {
    const transport = fetchTransport({ fetch: async () => new Response('given', { status: 201 }) });
    expect(await transport(post('http://h'), init())).toMatchObject({ status: 201, body: 'given' });
  });

  it('knows a redirect whose status a browser hides', async () => {
    const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    expect((await fetchTransport({ fetch: async () => hidden })(post('http://h'), init())).status).toBe(302);
  });

  it('says that a body is too long even where the rest cannot be cancelled', async () => {
    const stream = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(2000)),
      cancel: () => Promise.reject(new Error('no')),
    });
    const call = fetchTransport({ fetch: async () => new Response(stream) })(post('http://h'), init());
    await expect(call).rejects.toMatchObject({ code: 'invalid_response' });
  });

  it('takes an answer without a body', async () => {
    const transport = fetchTransport({ fetch: async () => new Response(null, { status: 204 }) });
    expect(await transport(post('http://h'), init())).toMatchObject({ status: 204, body: '' });
  });

  it('counts what a compressed answer unpacks to', async () => {
    const { gzipSync } = await import('node:zlib');
    const { url } = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(50_000)));
    });
    await expect(fetchTransport()(post(url), init())).rejects.toMatchObject({ code: 'invalid_response' });
  });
});

describe('undiciTransport', () => {
  it('ends as soon as it is told', async () => {
    let abort: (reason: unknown) => void = () => {};
    const closed = new Promise((resolve) => {
      void serve((_, response) => {
        response.on('close', resolve);
        abort(new Error('left'));
      }).then(({ url }) => {
        const onAbort = (listener: typeof abort) => {
          abort = listener;
        };
        opened(undiciTransport())(post(url), { maxResponseBytes: 1000, onAbort }).catch(() => {});
      });
    });
    await closed;
  });

  it('gives up what waited for a connection until its time was up', async () => {
    const left = new Error('left');
    const aborted: unknown[] = [];
    const controller = { abort: (reason: unknown) => aborted.push(reason) };
    const dispatch: Dispatcher['dispatch'] = (_, handler) => {
      handler.onRequestStart?.(controller as never, {});
      return true;
    };
    const transport = undiciTransport({ dispatcher: { dispatch } as Dispatcher });
    const call = transport(post('http://h'), { maxResponseBytes: 1000, onAbort: (listener) => listener(left) });
    await expect(call).rejects.toBe(left);
    expect(aborted).toEqual([left]);
  });

  it('joins the pieces of a body, also where they cut characters', async () => {
    const bytes = Buffer.from('{"é":"ü"}');
    const dispatch: Dispatcher['dispatch'] = (_, handler) => {
      const controller = {} as Dispatcher.DispatchController;
      handler.onRequestStart?.(controller, {});
      handler.onResponseStart?.(controller, 200, {}, 'OK');
      for (const byte of bytes) handler.onResponseData?.(controller, Buffer.of(byte));
      handler.onResponseEnd?.(controller, {});
      return true;
    };
    const transport = undiciTransport({ dispatcher: { dispatch } as Dispatcher });
    expect(await transport(post('http://h'), init())).toEqual({ status: 200, headers: {}, body: '{"é":"ü"}' });
  });

  it('sends each request to its own URL, also after hundreds of others', async () => {
    const places: string[] = [];
    const dispatch: Dispatcher['dispatch'] = ({ origin, path }, handler) => {
      places.push(`${String(origin)}${path}`);
      handler.onResponseStart?.({} as Dispatcher.DispatchController, 204, {}, '');
      handler.onResponseEnd?.({} as Dispatcher.DispatchController, {});
      return true;
    };
    const transport = undiciTransport({ dispatcher: { dispatch } as Dispatcher });
    const urls = Array.from({ length: 300 }, (_, index) => `http://h${index % 7}/p${index}?q=${index}`);
    for (const url of [...urls, ...urls]) await transport(post(url), init());
    expect(places).toEqual([...urls, ...urls]);
  });

  it('sends a large body of texts in blocks, of the length that it announces', async () => {
    const literal = Buffer.from(`"${'x'.repeat(300_000)}"`);
    const texts = {
      source: { bytes: Buffer.concat([literal, literal]) },
      spans: Uint32Array.of(0, 300_002, 300_002, 600_004),
    };
    const { url } = await serve(async (request, response) => {
      let bytes = 0;
      for await (const chunk of request) bytes += chunk.length;
      response.end(`${bytes} of ${request.headers['content-length']}`);
    });
    const body = spliceTexts({ head: '[', between: ',', tail: ']' }, texts, 0, 2);
    const response = await opened(undiciTransport())({ url, method: 'POST', headers: {}, body }, init());
    expect(response.body).toBe('600007 of 600007');
  });

  it('keeps connections open between calls, and closes them', async () => {
    const { server, url } = await serve((_, response) => response.end('{}'));
    let connections = 0;
    server.on('connection', () => connections++);
    const transport = undiciTransport();
    for (let call = 0; call < 20; call++) await transport(post(url), init());
    // The second one where a call starts before the first connection is known to be free.
    expect(connections).toBeLessThanOrEqual(2);
    await transport.close?.();
    await expect(transport(post(url), init())).rejects.toThrow();
  });

  it('leaves a dispatcher that it was given to its owner', async () => {
    const { url } = await serve((_, response) => response.end('{}'));
    const dispatcher = new Agent();
    const transport = undiciTransport({ dispatcher });
    await transport(post(url), init());
    await transport.close?.();
    expect((await transport(post(url), init())).status).toBe(200);
    await dispatcher.close();
  });
});
