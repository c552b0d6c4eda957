import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/http/listen.ts';

function newServer() {
  const server = createServer((_, response) => response.end('here'));
  onTestFinished(() => void server.close());
  return server;
}

describe('listen', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:'],
    ['localhost', 'http://127.0.0.1:'],
    ['0.0.0.0', 'http://127.0.0.1:'],
  ])('on %s gives a URL at which the server can be asked', async (host, start) => {
    const url = await listen(newServer(), { host, port: 0 });
    expect(url.startsWith(start)).toBe(true);
    expect(await (await fetch(url)).text()).toBe('here');
  });

  it('rejects where the port is taken', async () => {
    const { port } = new URL(await listen(newServer(), { host: '127.0.0.1', port: 0 }));
    await expect(listen(newServer(), { host: '127.0.0.1', port: Number(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
