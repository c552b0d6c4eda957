import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves `POST /v1/ranking` of a NIM on loopback: the longest passage is the best. */
export async function startUpstream() {
  const server = createServer(async (request, response) => {
    try {
      let body = '';
      for await (const text of request.setEncoding('utf8')) body += text;
      response
        .setHeader('content-type', 'application/json')
        .end(rankByLength(`${request.method} ${request.url}`, body));
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function rankByLength(route: string, body: string): string {
  if (route !== 'POST /v1/ranking') throw new Error(`There is no ${route}.`);
  const { passages } = JSON.parse(body) as { readonly passages: readonly { readonly text: string }[] };
  const rankings = passages.map(({ text }, index) => ({ index, logit: text.length }));
  return JSON.stringify({ rankings: rankings.toSorted((one, other) => other.logit - one.logit) });
}
