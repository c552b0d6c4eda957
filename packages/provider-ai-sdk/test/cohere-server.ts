import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export interface Turn {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Closes the connection halfway through the body. */
  readonly cut?: boolean;
  /** In place of an answer: told when the request is there, and when the client has given it up. */
  readonly hang?: { readonly asked: () => void; readonly givenUp: () => void };
}

export interface CohereServer extends AsyncDisposable {
  /** For `baseURL` of `createCohere`. */
  readonly url: string;
  readonly requests: readonly { readonly path: string; readonly key: string; readonly body: unknown }[];
}

/** A server for `@ai-sdk/cohere` that answers what it is told. */
export async function startCohereServer(...turns: readonly Turn[]): Promise<CohereServer> {
  const requests: CohereServer['requests'][number][] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { url: path = '', headers } = message;
    const { status = 200, headers: own = {}, body, cut, hang } = turns[requests.length] ?? {};
    requests.push({ path, key: headers.authorization ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) });
    if (hang !== undefined) {
      response.on('close', hang.givenUp);
      hang.asked();
      return;
    }
    if (cut) {
      response.writeHead(status, { 'content-length': '1000' });
      response.write('{"results":[', () => message.socket.destroy());
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', ...own });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
