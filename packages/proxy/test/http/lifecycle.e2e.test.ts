import { describe, expect, it } from 'vitest';
import { body, startProxy, until } from '../support/start-proxy.ts';
import type { Reply } from '../support/upstream.ts';

/** An upstream that answers when it is told to. */
function held() {
  let release: (reply: Reply) => void = () => {};
  const answer = new Promise<Reply>((resolve) => {
    release = resolve;
  });
  return { reply: () => answer, release: () => release({}) };
}

describe('a client that disconnects', () => {
  it('takes its upstream call with it', async () => {
    const { url, network, logs } = await startProxy({ reply: () => 'silence' });
    const controller = new AbortController();
    const headers = { 'content-type': 'application/json' };
    const call = fetch(`${url}/rerank`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: controller.signal,
    });
    await until(() => network.requests.length === 1);
    controller.abort();
    await expect(call).rejects.toThrow();
    await until(() => logs.entries().some(({ status }) => status === 499));
    expect(logs.entries().at(-1)).toMatchObject({ status: 499, code: 'client_closed_request', route: '/rerank' });
    await until(() => network.aborted() === 1);
  });
});

describe('close', () => {
  it('lets calls under way finish, answers new ones with 503 and goes when they are done', async () => {
    const { reply, release } = held();
    const { proxy, post, request, network, open } = await startProxy({ reply });
    const waiting = open();
    const call = post();
    await until(() => network.requests.length === 1);
    const closed = proxy.close();

    const refused = await post();
    expect(refused).toMatchObject({ status: 503, json: { error: { code: 'shutting_down' } } });
    expect([refused.headers.get('connection'), refused.headers.get('retry-after')]).toEqual(['close', '1']);
    expect(await request('/health/readiness')).toMatchObject({ status: 503, json: { status: 'shutting_down' } });
    expect((await request('/health/liveliness')).status).toBe(200);

    release();
    const { status, headers } = await call;
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    await closed;
    expect(await waiting.received).toBe('');
    await expect(post()).rejects.toThrow();
  });

  it('answers what does not finish in time with 503', async () => {
    const { proxy, post, network } = await startProxy({ reply: () => 'silence', drainTimeoutMs: 1 });
    const call = post();
    await until(() => network.requests.length === 1);
    await proxy.close();
    expect(await call).toMatchObject({ status: 503, json: { error: { code: 'shutting_down' } } });
  });

  it('does not wait for ever for a client that sends slowly', async () => {
    const { proxy, open, logs } = await startProxy({ drainTimeoutMs: 1, lastWordsMs: 1 });
    const { socket, received } = open();
    socket.write('POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{');
    await until(() => socket.bytesWritten > 0);
    await proxy.close();
    await received;
    expect(logs.entries().length).toBeGreaterThan(0);
  });

  it('answers with 503 what is still arriving when the time is up', async () => {
    const { proxy, open, request } = await startProxy({ drainTimeoutMs: 1, lastWordsMs: 1_000 });
    const { socket, received } = open();
    socket.write('POST /rerank HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{');
    await until(() => socket.bytesWritten > 0 && socket.writableLength === 0);
    // Until the proxy has seen its head, the connection is idle and closed without a word.
    expect((await request('/health/liveliness')).status).toBe(200);
    await proxy.close();
    expect(await received).toContain('shutting_down');
  });

  it('may be called twice, also while a call is under way', async () => {
    const { reply, release } = held();
    const { proxy, post, network } = await startProxy({ reply });
    const call = post();
    await until(() => network.requests.length === 1);
    const both = [proxy.close(), proxy.close()];
    release();
    await Promise.all(both);
    expect((await call).status).toBe(200);
  });
});
