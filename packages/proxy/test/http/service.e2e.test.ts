import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCohereDialect } from '../../src/dialects/cohere.ts';
import { createDrain, type Drain } from '../../src/http/drain.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import type { RouteAnswer, RouteRequest } from '../../src/http/routes.ts';
import { createServer } from '../../src/http/server.ts';
import { createService } from '../../src/http/service.ts';
import { manualClock } from '../support/clock.ts';
import { keepLogs } from '../support/logs.ts';
import { clientOf, until } from '../support/start-proxy.ts';

/** A server with one route, which does as it is told. */
async function startWith(
  answer: (request: RouteRequest) => RouteAnswer | Promise<RouteAnswer>,
  requestTimeoutMs = 10_000,
  unreadTimeoutMs = 1_000,
) {
  const drain = createDrain<Exchange>();
  const logs = keepLogs();
  const unexpected: unknown[] = [];
  const service = createService({
    routes: [
      { method: 'POST', path: '/rerank', needsKey: false, answer },
      { method: 'GET', path: '/rerank', needsKey: false, answer },
    ],
    docs: { path: '/docs', load: () => Promise.reject(new Error('no docs')) },
    dialect: createCohereDialect(),
    guard: () => undefined,
    drain,
    logger: logs.logger,
    clock: manualClock(),
    limits: { maxBodyBytes: 10_000_000, maxBytesInFlight: 10_000_000, maxQueueWaitMs: 1_000 },
    unreadTimeoutMs,
    onUnexpected: (error) => unexpected.push(error),
  });
  const server = createServer(service, requestTimeoutMs);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { ...clientOf(`http://127.0.0.1:${port}`), service, drain, logs, unexpected };
}

const ok: RouteAnswer = { status: 200, headers: ['content-type', 'application/json'], body: '{}' };

describe('a body', () => {
  it.each([10, 2_000_000])(
    'of %d bytes is what was sent, and must not be read when its request is over',
    async (size) => {
      const seen: { body: RouteRequest['body']; text: string }[] = [];
      const { post } = await startWith(async ({ body }) => {
        await Promise.resolve();
        seen.push({ body, text: Buffer.from(body.bytes).toString() });
        return ok;
      });
      for (const letter of ['a', 'b']) {
        expect((await post(letter.repeat(size))).status).toBe(200);
        const last = seen.at(-1);
        expect(last?.text === letter.repeat(size)).toBe(true);
        expect(() => last?.body.bytes).toThrow('must not be read');
      }
    },
  );

  it('lies in the same memory as one before it, which was larger, and does not show it', async () => {
    const buffers: ArrayBufferLike[] = [];
    const texts: string[] = [];
    const { post } = await startWith(({ body }) => {
      buffers.push(body.bytes.buffer);
      texts.push(Buffer.from(body.bytes).toString());
      return ok;
    });
    await post('a'.repeat(2_000_000));
    await post('b'.repeat(1_500_000));
    expect(buffers[1]).toBe(buffers[0]);
    expect(texts[1] === 'b'.repeat(1_500_000)).toBe(true);
  });

  it('stays as long as the route is at work, though the client has left', async () => {
    let go = () => {};
    const seen: RouteRequest[] = [];
    const { open, drain, logs } = await startWith(async (request) => {
      seen.push(request);
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      return { ...ok, facts: { documents: request.body.bytes.length } };
    });
    const { socket } = open();
    socket.write('POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
    await until(() => seen.length === 1);
    const { signal } = seen[0] as RouteRequest;
    socket.destroy();
    await until(() => signal.aborted);
    expect(seen[0]?.body.bytes).toHaveLength(2);
    expect([drain.underWay.size, logs.lines.length]).toEqual([1, 0]);
    go();
    await until(() => logs.lines.length === 1);
    expect(logs.entries()[0]).toMatchObject({ status: 499, documents: 2 });
    expect(drain.underWay.size).toBe(0);
    expect(() => seen[0]?.body.bytes).toThrow('must not be read');
  });
});

describe('a request without a body', () => {
  it.each(['', 'content-length: 0\r\n', 'content-length: 00\r\n'])('is answered (%j)', async (header) => {
    const { open } = await startWith(({ body }) => ({ ...ok, body: `[${body.bytes.length}]` }));
    const { socket, received } = open();
    socket.write(`POST /rerank HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${header}\r\n`);
    expect(await received).toContain('\r\n\r\n[0]');
  });
});

describe('a request that did not arrive in time', () => {
  it.each(['content-length: 4', 'transfer-encoding: chunked'])('is not asked of the route (%s)', async (header) => {
    let asked = 0;
    const { open, logs } = await startWith(() => {
      asked++;
      return ok;
    }, 50);
    const { socket } = open();
    const isChunked = header.endsWith('chunked');
    socket.write(`POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${header}\r\n\r\n`);
    socket.write(isChunked ? '1\r\n[\r\n' : '[');
    socket.once('data', () => socket.end(isChunked ? '3\r\n12]\r\n0\r\n\r\n' : '12]'));
    await until(() => logs.lines.length === 1);
    expect(logs.entries()[0]).toMatchObject({ status: 408, bytesIn: 1 });
    expect(asked).toBe(0);
  });
});

describe('a request that is given up', () => {
  it('is answered once, and what still comes of it is not taken', async () => {
    let asked = 0;
    const { open, service, drain, logs } = await startWith(() => {
      asked++;
      return ok;
    });
    const { socket, received } = open();
    socket.write('POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n[');
    const [exchange] = await underWay(drain, ({ body }) => body.length === 1);
    service.giveUp();
    expect(exchange?.request.listenerCount('data')).toBe(0);
    exchange?.request.emit('data', Buffer.from('12]'));
    expect((await received).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 503']);
    await until(() => logs.lines.length === 1);
    expect(logs.entries()[0]).toMatchObject({ status: 503, code: 'shutting_down', bytesIn: 1 });
    expect(asked).toBe(0);
  });
});

describe('an answer that is not taken at once', () => {
  const large: RouteAnswer = { ...ok, body: 'x'.repeat(32_000_000) };
  const unreadTimeoutMs = 600_000;
  const wholeTimeMs = unreadTimeoutMs + 32_000_000 / 64;

  async function startUnread() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { open, drain, logs } = await startWith(() => large, 10_000, unreadTimeoutMs);
    const { socket } = open();
    socket.pause();
    socket.write('GET /rerank HTTP/1.1\r\nhost: x\r\n\r\n');
    const [exchange] = await underWay(drain, ({ response }) => response.writableEnded);
    return { socket, server: exchange?.request.socket, logs };
  }

  it('ends its connection after its whole time, however little of it is taken at a time', async () => {
    const { socket, server, logs } = await startUnread();
    vi.advanceTimersByTime(wholeTimeMs - 1);
    expect(server?.destroyed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(server?.destroyed).toBe(true);
    await until(() => logs.lines.length === 1);
    expect(logs.entries()[0]).toMatchObject({ status: 499 });
    socket.destroy();
  });

  it('leaves nothing behind when it is taken in time', async () => {
    const { socket, server, logs } = await startUnread();
    expect(vi.getTimerCount()).toBe(1);
    socket.resume();
    await until(() => logs.lines.length === 1);
    expect(vi.getTimerCount()).toBe(0);
    expect(server?.destroyed).toBe(false);
    socket.destroy();
  });
});

/** The requests under way, when one of them is as it is to be. */
async function underWay(drain: Drain<Exchange>, holds: (exchange: Exchange) => boolean): Promise<readonly Exchange[]> {
  await until(() => [...drain.underWay].some(holds));
  return [...drain.underWay].filter(holds);
}

describe('a signal', () => {
  it('that is asked for when the client has left already is aborted', async () => {
    let go = () => {};
    const seen: RouteRequest[] = [];
    const { open, logs } = await startWith(async (request) => {
      seen.push(request);
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      return ok;
    });
    const { socket } = open();
    socket.write('GET /rerank HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => seen.length === 1);
    socket.destroy();
    await until(() => (seen[0] as Exchange).isClosed);
    expect(seen[0]?.signal.aborted).toBe(true);
    go();
    await until(() => logs.lines.length === 1);
  });
});

describe('a route that fails', () => {
  it.each([
    ['at once', () => fail()],
    ['later', async () => fail()],
  ])('%s is a plain 500', async (_, answer) => {
    const { request, unexpected, drain } = await startWith(answer);
    expect(await request('/rerank?x=1')).toMatchObject({ status: 500, json: { error: { code: 'internal_error' } } });
    expect(unexpected).toEqual([new Error('secret')]);
    await until(() => drain.underWay.size === 0);
  });

  it('is told of too where it is the documentation page', async () => {
    const { request, unexpected } = await startWith(() => ok);
    expect((await request('/docs')).status).toBe(500);
    expect(unexpected).toHaveLength(1);
  });
});

function fail(): never {
  throw new Error('secret');
}
