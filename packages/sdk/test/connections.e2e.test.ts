import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReranker, rerank } from '../src/index.ts';

let server: Server;
let open = 0;
let closed: Promise<unknown> = Promise.resolve();
beforeEach(async () => {
  open = 0;
  server = createServer((_, response) => response.end('{"rankings":[{"index":0,"logit":1}]}'));
  server.on('connection', (socket) => {
    open++;
    closed = once(socket, 'close').then(() => open--);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = () => ({
  model: 'nvidia_nim/ranking/m' as const,
  query: 'q',
  documents: ['a'],
  baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
});

it('keeps its connection between calls until it is closed', async () => {
  const reranker = createReranker({ providers: [nvidiaNim()] });
  await reranker.rerank(ask());
  expect(open).toBe(1);
  await reranker.close();
  await closed;
  expect(open).toBe(0);
});

it('closes the connection of a single call with it', async () => {
  await rerank({ providers: [nvidiaNim()], ...ask() });
  await closed;
  expect(open).toBe(0);
});
