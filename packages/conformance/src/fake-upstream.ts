import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchTransport, type Transport } from '@openrerank/core';
import { violation } from './check.ts';
import { findItems, scoreOf } from './items.ts';
import { show } from './json.ts';
import type { Answering } from './learn-answer.ts';
import type { UpstreamRequest } from './options.ts';

/** A server in the place of the vendor's. */
export interface FakeUpstream {
  readonly origin: string;
  /** In the order of arrival. */
  readonly received: readonly UpstreamRequest[];
  /** To this server and to no other place: a request that leaves would take documents along. */
  readonly transport: Transport;
  /** What went wrong on this side of the socket; the caller only sees that the connection ended. */
  readonly problem: unknown;
}

/** Answers one request. A body that it returns is sent with 200; without one it has the response to itself. */
export type Handler = (request: UpstreamRequest, response: ServerResponse) => unknown;

/** Listens on a free port of this machine for as long as `use` runs. */
export async function withUpstream<T>(handler: Handler, use: (upstream: FakeUpstream) => Promise<T>): Promise<T> {
  const received: UpstreamRequest[] = [];
  let problem: unknown;
  const server = createServer(async (incoming, response) => {
    try {
      const request = await readRequest(incoming);
      received.push(request);
      const body = await handler(request, response);
      if (body !== undefined) send(response, 200, body);
    } catch (error) {
      problem ??= error;
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetching = fetchTransport();
  const transport: Transport = async (request, init) => {
    if (new URL(request.url).origin === origin) return fetching(request, init);
    problem ??= strayed(request.url);
    throw problem;
  };
  try {
    return await use({
      origin,
      received,
      transport,
      get problem() {
        return problem;
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Gives each document of the kit its score, at most `most` of them. */
export const ranking =
  ({ make }: Answering, scores: (item: number) => number = scoreOf, most?: number): Handler =>
  (request) => {
    const items = findItems(request.body);
    if (items.length > 0) {
      return make(
        request,
        items.map(({ item }) => scores(item)),
        most,
      );
    }
    throw violation({
      did: `The request held none of the documents: ${show(request.body)}.`,
      expected: 'the text of each document somewhere in the JSON of the body.',
      mend: 'put input.passages into the body in buildRequest.',
    });
  };

async function readRequest(incoming: IncomingMessage): Promise<UpstreamRequest> {
  const { method = 'GET', url = '/', headers } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return {
    url: `http://${headers.host}${url}`,
    method,
    headers: Object.fromEntries(flat),
    body: text === '' ? undefined : JSON.parse(text),
  };
}

const strayed = (url: string) =>
  violation({
    did: `With the base URL of another server the request went to ${url}.`,
    expected: 'a request to the base URL that the caller chose.',
    mend: 'keep the URL as buildRequest made it; authorize must not change its host.',
  });
