import type { ServerResponse } from 'node:http';
import type { Problem, ProblemDialect } from '../dialects/dialect.ts';
import type { Exchange } from './exchange.ts';
import { type HeaderList, problemHeaders } from './headers.ts';
import type { RouteAnswer } from './routes.ts';

export interface SendOptions {
  /** The connection ends with it. */
  readonly isLast: boolean;
  /** A client that takes nothing of its answer for so long is cut off, and one that takes it more slowly than it may. */
  readonly unreadTimeoutMs: number;
}

/** Sends an answer in one piece. */
export function send(exchange: Exchange, answer: RouteAnswer, { isLast, unreadTimeoutMs }: SendOptions): void {
  const { response, requestId } = exchange;
  const { status, headers, body, facts } = answer;
  exchange.bytesOut = Buffer.byteLength(body);
  if (facts !== undefined) exchange.facts = facts;
  const fields = ['x-request-id', requestId, 'x-litellm-call-id', requestId, ...headers];
  if (isLast && !hasName(headers, 'connection')) fields.push('connection', 'close');
  fields.push('content-length', String(exchange.bytesOut));
  response.writeHead(status, fields);
  response.end(body);
  cutOffIfUnread(response, unreadTimeoutMs, exchange.bytesOut);
}

/** An answer for a problem, in the dialect's shape. */
export function problemAnswer(problem: Problem, dialect: ProblemDialect): RouteAnswer {
  const { status, code } = problem;
  const headers = [...problemHeaders(problem), ...(dialect.headers ?? [])];
  return { status, body: dialect.encodeProblem(problem), headers, facts: { code } };
}

/** Names stand at even places, and any text may be a value. */
function hasName(headers: HeaderList, name: string): boolean {
  for (let place = 0; place < headers.length; place += 2) if (headers[place] === name) return true;
  return false;
}

/** In bytes per millisecond. Until a client has its answer, that takes room from others. */
const leastRate = 64;

/** One that is not taken at once has its time: the socket's timer begins anew with every byte, the other does not. */
function cutOffIfUnread(response: ServerResponse, ms: number, bytes: number): void {
  const { socket } = response;
  // One behind another on its connection has no socket before that one is out.
  if (socket === null) response.once('socket', () => setImmediate(cutOffIfUnread, response, ms, bytes));
  else if (socket.writableLength > 0) {
    socket.setTimeout(ms);
    const timer = setTimeout(() => socket.destroy(), ms + bytes / leastRate);
    // Before node:http sets it for an idle connection: an answer that is still in the making may take longer.
    response.prependOnceListener('finish', () => socket.setTimeout(0));
    response.once('close', () => clearTimeout(timer));
  }
}
