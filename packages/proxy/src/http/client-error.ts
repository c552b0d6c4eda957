import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Dialect } from '../dialects/dialect.ts';
import { problemHeaders } from './headers.ts';
import { badHttp } from './refusals.ts';

/** What never became a request: broken HTTP, too large headers, or one that did not arrive in time. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket, dialect: Dialect): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = badHttp(statusOf(error.code));
  const body = dialect.encodeProblem(problem);
  const headers = { ...problemHeaders(problem), 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines].join('\r\n');
  if (socket.writable) socket.end(`${head}\r\n\r\n${body}`);
  else socket.destroy();
}

function statusOf(code: string | undefined): 400 | 408 | 431 {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
