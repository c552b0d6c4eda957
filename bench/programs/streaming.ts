// Forwards the bytes as they come in, by node:http and undici's `dispatch`. Compared with buffered.ts, it shows the price
// of holding a body.
import { createServer, type ServerResponse } from 'node:http';
import { Agent, type Dispatcher } from 'undici';

const origin = process.env['UPSTREAM'] as string;
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

createServer((request, response) => {
  const { method = 'GET', url: path = '/', headers } = request;
  agent.dispatch(
    {
      origin,
      path,
      method: method as Dispatcher.HttpMethod,
      headers: { 'content-type': headers['content-type'], 'content-length': headers['content-length'] },
      body: request,
    },
    forwardTo(response),
  );
}).listen(Number(process.env['PORT']), '127.0.0.1');

function forwardTo(response: ServerResponse): Dispatcher.DispatchHandler {
  return {
    onRequestStart() {},
    onResponseStart(_controller, status, headers) {
      for (const name of ['content-type', 'content-length']) {
        const value = headers[name];
        if (value !== undefined) response.setHeader(name, value);
      }
      response.writeHead(status);
    },
    onResponseData(_controller, chunk) {
      response.write(chunk);
    },
    onResponseEnd() {
      response.end();
    },
    onResponseError() {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    },
  };
}
