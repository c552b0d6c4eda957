import { describe, expect, it } from 'vitest';
import { arrivals } from '../support/arrivals.ts';
import { body, type StartOptions, startProxy, until } from '../support/start-proxy.ts';
import type { Reply } from '../support/upstream.ts';

/** Room for one small body at a time, over an upstream that answers when it is told to. */
async function startNarrow(options: StartOptions = {}) {
  const held: (() => void)[] = [];
  let released = false;
  const reply = () =>
    new Promise<Reply>((resolve) => {
      if (released) resolve({});
      else held.push(() => resolve({}));
    });
  const arrived = arrivals();
  const proxy = await startProxy({ maxBytesInFlight: 100, maxBodyBytes: 50_000_000, reply, ...options });
  const release = () => {
    released = true;
    for (const answer of held) answer();
  };
  const line = async (status: number) => {
    const found = () => proxy.logs.entries().find((entry) => entry['status'] === status);
    await until(() => found() !== undefined);
    return found();
  };
  return { ...proxy, arrived, release, line };
}

type Logs = Awaited<ReturnType<typeof startProxy>>['logs'];
const linesOf = (logs: Logs) => logs.entries().filter((entry) => entry['msg'] === 'request');

const text = JSON.stringify(body);
const headOf = (length: number, more = '') =>
  `POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;

describe('requests beyond the limit', () => {
  it('wait for those before them, and are all answered', async () => {
    let [now, most] = [0, 0];
    const reply = async (): Promise<Reply> => {
      most = Math.max(most, ++now);
      await until(() => arrived.length === 20);
      now--;
      return {};
    };
    const arrived = arrivals();
    const { post, logs } = await startNarrow({ reply });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(most).toBe(1);
    await until(() => linesOf(logs).length === 20);
    expect(logs.entries().some((entry) => Number(entry['queuedMs']) > 0)).toBe(true);
  });

  it('are answered with 503 after their wait, without a byte of them read', async () => {
    const { post, network, release, line } = await startNarrow({ maxQueueWaitMs: 1 });
    const first = post();
    await until(() => network.requests.length === 1);
    const { status, json, headers } = await post('x'.repeat(20_000_000));
    expect({ status, code: json.error.code }).toEqual({ status: 503, code: 'overloaded' });
    expect(headers.get('retry-after')).toBe('5');
    expect(await line(503)).toMatchObject({ bytesIn: 0, queuedMs: expect.any(Number), code: 'overloaded' });
    release();
    expect((await first).status).toBe(200);
  });

  it('are told to go on only when there is room', async () => {
    const { open, post, network, release, arrived } = await startNarrow();
    const first = post();
    await until(() => network.requests.length === 1);
    const { socket, received } = open();
    let told = '';
    socket.on('data', (data) => {
      told += data;
    });
    socket.write(headOf(text.length, 'expect: 100-continue\r\nconnection: close\r\n'));
    await until(() => arrived.length === 2);
    expect(told).toBe('');
    release();
    await until(() => told !== '');
    expect(told).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write(text);
    expect((await received).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 200']);
    expect((await first).status).toBe(200);
  });

  it('are not told to go on when they are refused', async () => {
    const { open } = await startNarrow({ maxBodyBytes: 1_000 });
    const { socket, received } = open();
    socket.write(headOf(1_001, 'expect: 100-continue\r\n'));
    expect(await received).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
  });

  it('leave the line when their client goes', async () => {
    const { open, post, network, release, arrived, line } = await startNarrow();
    const first = post();
    await until(() => network.requests.length === 1);
    const { socket } = open();
    socket.write(headOf(text.length) + text);
    await until(() => arrived.length === 2);
    socket.destroy();
    expect(await line(499)).toMatchObject({ bytesIn: 0, code: 'client_closed_request', queuedMs: expect.any(Number) });
    release();
    expect((await first).status).toBe(200);
    expect((await post()).status).toBe(200);
    expect(network.requests).toHaveLength(2);
  });

  it('are answered at once where the proxy shuts down', async () => {
    const { post, proxy, network, release, arrived } = await startNarrow();
    const first = post();
    await until(() => network.requests.length === 1);
    const second = post();
    await until(() => arrived.length === 2);
    const closed = proxy.close();
    expect(await second).toMatchObject({ status: 503, json: { error: { code: 'shutting_down' } } });
    release();
    expect((await first).status).toBe(200);
    await closed;
  });

  it('do not hold up those without a body', async () => {
    const { post, request, network, release } = await startNarrow();
    const first = post();
    await until(() => network.requests.length === 1);
    expect((await request('/models')).status).toBe(200);
    expect((await request('/rerank', { method: 'POST' })).status).toBe(400);
    release();
    await first;
  });
});

describe('a body without a content-length', () => {
  const stream = (url: string, bytes: string) =>
    fetch(`${url}/rerank`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([bytes]).stream(),
      duplex: 'half',
    } as RequestInit);

  it('is taken', async () => {
    const { url } = await startProxy();
    const answer = await stream(url, text);
    expect(await answer.json()).toMatchObject({ results: [{ index: 0 }, { index: 1 }, { index: 2 }] });
  });

  it('grows, also where many of them do and there is room for none', async () => {
    const { url, logs } = await startProxy({ maxBytesInFlight: 150_000, maxBodyBytes: 50_000_000 });
    const large = JSON.stringify({ ...body, documents: ['first', 'ä'.repeat(300_000)] });
    const answers = await Promise.all(Array.from({ length: 6 }, () => stream(url, large)));
    for (const answer of answers) {
      const { results } = (await answer.json()) as { results: readonly { document: { text: string } }[] };
      expect(results[1]?.document.text).toBe('ä'.repeat(300_000));
    }
    await until(() => linesOf(logs).length === 6);
    expect(linesOf(logs).map((entry) => entry['bytesIn'])).toEqual(answers.map(() => Buffer.byteLength(large)));
  });

  it('that waits for more for too long is refused, and the rest of it does no harm', async () => {
    const { url, open, network, release } = await startNarrow({ maxBytesInFlight: 140_000, maxQueueWaitMs: 1 });
    const first = stream(url, text);
    await until(() => network.requests.length === 1);
    const { socket, received } = open();
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    socket.write(
      'POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    socket.write(`${chunk.repeat(8)}0\r\n\r\nGET /models HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect((await received).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 503', 'HTTP/1.1 200']);
    release();
    expect((await first).status).toBe(200);
  });

  it('over the cap gives back what it held', async () => {
    const { url, post } = await startProxy({ maxBytesInFlight: 150_000, maxBodyBytes: 140_000 });
    for (let round = 0; round < 3; round++) expect((await stream(url, 'x'.repeat(1_000_000))).status).toBe(413);
    expect((await post()).status).toBe(200);
  });
});

describe('an answer', () => {
  it('that its client is slow to read keeps its room, and gives it back when it is out', async () => {
    const limit = 40_000_000;
    const { open, post, network, arrived, release } = await startNarrow({
      maxBytesInFlight: limit,
      maxBodyBytes: limit,
    });
    const large = JSON.stringify({ ...body, documents: ['x'.repeat(30_000_000)] });
    const { socket } = open();
    socket.pause();
    socket.write(headOf(large.length, 'connection: close\r\n') + large);
    await until(() => network.requests.length === 1);
    release();
    const second = post(large);
    await until(() => arrived.length === 2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(network.requests).toHaveLength(1);
    socket.resume();
    expect((await second).status).toBe(200);
  });

  it('is not taken for the complaint about bytes that follow its request', async () => {
    const { open, network, release, logs, request } = await startNarrow();
    const { socket, received } = open();
    socket.write(headOf(text.length) + text);
    await until(() => network.requests.length === 1);
    await new Promise<void>((resolve) => socket.write('this is no HTTP\r\n\r\n', () => resolve()));
    // What came before this has been read when it is answered.
    expect((await request('/models')).status).toBe(200);
    release();
    expect((await received).match(/HTTP\/1\.1 \d+|connection: close/g)).toEqual(['HTTP/1.1 200', 'connection: close']);
    await until(() => linesOf(logs).some(({ route }) => route === '/rerank'));
    expect(linesOf(logs).find(({ route }) => route === '/rerank')).toMatchObject({ status: 200 });
  });

  it('is not taken for the complaint about a request behind it that breaks off', async () => {
    const { open, network, release, request, line } = await startNarrow({ maxBytesInFlight: 100_000 });
    const { socket, received } = open();
    const chunked =
      'POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    socket.write(headOf(text.length) + text);
    await until(() => network.requests.length === 1);
    socket.write(`${chunked}1\r\n{\r\nthis is no chunk\r\n`);
    socket.write('x'.repeat(1_000));
    // What came before this has been read when it is answered.
    expect((await request('/models')).status).toBe(200);
    release();
    expect((await received).match(/HTTP\/1\.1 \d+|connection: close/g)).toEqual(['HTTP/1.1 200', 'connection: close']);
    expect(await line(400)).toMatchObject({ code: 'malformed_http', route: '/rerank' });
  });

  it('that the client does not read ends the connection in time', async () => {
    const { open, logs } = await startProxy({
      maxBytesInFlight: 100_000_000,
      maxBodyBytes: 100_000_000,
      unreadTimeoutMs: 20,
    });
    const large = JSON.stringify({ ...body, documents: ['x'.repeat(30_000_000)] });
    const { socket } = open();
    socket.pause();
    socket.write(headOf(large.length) + large);
    await until(() => logs.entries().some((entry) => entry['msg'] === 'request'));
    expect(logs.entries().at(-1)).toMatchObject({ status: 499, model: 'm', deployment: 'a' });
    socket.destroy();
  });

  it('to each of several requests that were sent at once comes in their order', async () => {
    const { open } = await startProxy();
    const { socket, received } = open();
    const get = 'GET /models HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
    socket.write(`${headOf(text.length)}${text}${headOf(2)}[]${get}`);
    expect((await received).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 200']);
  });

  it('to requests behind one that is under way is given up with the connection', async () => {
    const { open, logs, network } = await startProxy({ reply: () => 'silence' });
    const { socket } = open();
    socket.write(headOf(text.length) + text + headOf(text.length) + text);
    await until(() => network.requests.length === 2);
    socket.destroy();
    await until(() => network.aborted() === 2);
    await until(() => linesOf(logs).length === 2);
    expect(linesOf(logs).map((entry) => entry['status'])).toEqual([499, 499]);
  });
});

describe('a request that is cut off', () => {
  it('gives back its room at once, though its client goes on sending', async () => {
    const { open, post, line, release } = await startNarrow({ requestTimeoutMs: 50, unreadTimeoutMs: 60_000 });
    release();
    const { socket } = open();
    socket.write(`${headOf(90)}{`);
    let told = '';
    socket.on('data', (data) => {
      told += data;
    });
    await until(() => told.includes('408'));
    socket.write('{');
    expect((await post()).status).toBe(200);
    socket.destroy();
    expect(await line(408)).toMatchObject({ code: 'request_timeout' });
  });

  it('loses its connection in time, however its client trickles', async () => {
    const { open } = await startProxy({ requestTimeoutMs: 50, unreadTimeoutMs: 100 });
    const { socket, received } = open();
    socket.write(`${headOf(100_000)}{`);
    const trickle = setInterval(() => socket.write('x'), 5);
    expect(await received).toContain('408');
    clearInterval(trickle);
  });
});

describe('the log', () => {
  it('has a request that did not arrive in time as 408', async () => {
    const { open, logs } = await startProxy({ requestTimeoutMs: 50 });
    const { socket, received } = open();
    socket.write(`${headOf(100)}{`);
    await received;
    await until(() => linesOf(logs).length > 0);
    expect(linesOf(logs)[0]).toMatchObject({ status: 408, code: 'request_timeout', route: '/rerank', bytesIn: 1 });
  });

  it('has one that ended before its length as 400', async () => {
    const { open, logs } = await startProxy();
    const { socket, received } = open();
    socket.end(`${headOf(100)}{`);
    expect(await received).toContain('not complete');
    await until(() => linesOf(logs).length > 0);
    expect(linesOf(logs)[0]).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it('names the model and the deployment of a client that left', async () => {
    const { open, logs, network } = await startProxy({ reply: () => 'silence' });
    const { socket } = open();
    socket.write(headOf(text.length) + text);
    await until(() => network.requests.length === 1);
    socket.destroy();
    await until(() => linesOf(logs).length > 0);
    expect(linesOf(logs)[0]).toMatchObject({
      status: 499,
      code: 'client_closed_request',
      model: 'm',
      deployment: 'a',
    });
  });
});
