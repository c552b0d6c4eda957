import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createProxy, type ProxyOptions } from '../../src/proxy.ts';
import { buildConfig, type ConfigParts } from './config.ts';
import { keepLogs } from './logs.ts';
import { type Reply, upstream } from './upstream.ts';

export interface StartOptions extends Partial<ConfigParts>, Partial<Omit<ProxyOptions, 'config'>> {
  /** What the upstream does. Default: ranks in the order of the list. */
  readonly reply?: Parameters<typeof upstream>[0];
}

/** A proxy on a port of its own, over an upstream in memory. Closed when the test ends. */
export async function startProxy({
  reply = (): Reply => ({}),
  models = { m: [{ id: 'a' }] },
  ...rest
}: StartOptions = {}) {
  const network = upstream(reply);
  const logs = keepLogs();
  const config = buildConfig({ ...rest, models });
  const proxy = await createProxy({ transport: network.transport, logger: logs.logger, ...rest, config });
  const url = await proxy.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => proxy.close());
  return { proxy, url, network, logs, ...clientOf(url) };
}

export const body = { model: 'm', query: 'q', documents: ['first', 'second', 'third'] };

export function clientOf(url: string) {
  const request = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
  return {
    request,
    /** Posts JSON, or a string as it is. */
    post: (value: unknown = body, headers: Record<string, string> = {}, path = '/rerank') =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof value === 'string' ? value : JSON.stringify(value),
      }),
    /** A bare connection, and all that came over it until it was closed. */
    open: () => openSocket(Number(new URL(url).port)),
  };
}

function openSocket(port: number): { readonly socket: Socket; readonly received: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const received = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
  return { socket, received };
}

/** Resolves when `holds` does; looks again after each turn of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
