import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem, ProblemDialect } from '../dialects/dialect.ts';
import { problemHeaders } from './headers.ts';
import { badHttp, incompleteBody } from './refusals.ts';

/** What is wrong with bytes that never became a whole request: broken HTTP, or not in time. Undefined for a lost connection. */
export function clientProblem(code: string | undefined, isReading: boolean): Problem | undefined {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return undefined;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return badHttp(408);
    case 'HPE_HEADER_OVERFLOW':
      return badHttp(431);
    case 'HPE_INVALID_EOF_STATE':
      return isReading ? incompleteBody : badHttp(400);
    default:
      return badHttp(400);
  }
}

/** Answers past node:http, which has no response for it, and ends the connection. */
export function answerOnSocket(
  socket: Socket,
  problem: Problem,
  dialect: ProblemDialect,
  unreadTimeoutMs: number,
): void {
  const body = dialect.encodeProblem(problem);
  let head = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n`;
  const headers = problemHeaders(problem);
  for (let place = 0; place < headers.length; place += 2) head += `${headers[place]}: ${headers[place + 1]}\r\n`;
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
  // Its other half stays open for as long as the client likes, and a timeout of the socket begins anew with every byte.
  const timer = setTimeout(() => socket.destroy(), unreadTimeoutMs);
  socket.once('close', () => clearTimeout(timer));
}
