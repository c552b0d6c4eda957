// The base of the proxy's ratios: forwards the bytes unread by node:http and undici's `dispatch`, and holds a body before
// it sends it, as any proxy must that reads it. Node moves small bodies faster that way, and large ones slower.
import { createServer, type ServerResponse } from 'node:http';
import { Agent, type Dispatcher } from 'undici';

const origin = process.env['UPSTREAM'] as string;
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const headers = { 'content-type': request.headers['content-type'] };
    agent.dispatch(
      { origin, path: request.url ?? '/', method: 'POST', headers, body: join(chunks) },
      answerWith(response),
    );
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');

function answerWith(response: ServerResponse): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  return {
    onRequestStart() {},
    onResponseStart(_controller, status, headers) {
      response.statusCode = status;
      response.setHeader('content-type', headers['content-type'] ?? 'application/json');
    },
    onResponseData(_controller, chunk) {
      chunks.push(chunk);
    },
    onResponseEnd() {
      const body = join(chunks);
      response.setHeader('content-length', body.length);
      response.end(body);
    },
    onResponseError() {
      response.writeHead(502).end();
    },
  };
}

function join(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
