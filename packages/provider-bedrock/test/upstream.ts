import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { SignedRequest } from './sigv4.ts';

/** A server on loopback that keeps what it received, headers and bytes as they came, and gives one document a score. */
export async function startUpstream(): Promise<{ readonly url: string; readonly received: SignedRequest[] }> {
  const received: SignedRequest[] = [];
  const server = createServer(async (request, response) => {
    received.push(await read(request));
    response.setHeader('content-type', 'application/json').setHeader('x-amzn-requestid', 'aws-1');
    response.end('{"results":[{"index":0,"relevanceScore":0.5}]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

async function read(request: IncomingMessage): Promise<SignedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url: target = '' } = request;
  return { method, target, headers: request.headers as Record<string, string>, body: Buffer.concat(chunks) };
}
