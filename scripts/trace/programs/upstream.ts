import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server that gives every request the ranking of a NIM for three passages. */
export async function startUpstream(): Promise<{ readonly url: string; readonly close: () => void }> {
  const ranking = JSON.stringify({
    rankings: [
      { index: 1, logit: 2.5 },
      { index: 0, logit: -0.5 },
      { index: 2, logit: -3.25 },
    ],
    usage: { prompt_tokens: 30, total_tokens: 30 },
  });
  const server = createServer(async (request, response) => {
    await text(request);
    response.writeHead(200, { 'content-type': 'application/json' }).end(ranking);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What every traced call asks. The server's ranking is one of these documents. */
export const question = {
  query: 'What is the memory bandwidth of an H100?',
  documents: ['A100 delivers 2 TB/s.', 'H100 delivers 3 TB/s.', 'A recipe for bread.'],
} as const;

export const model = 'nvidia/llama-nemotron-rerank-1b-v2';
