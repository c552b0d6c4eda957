import type { ServerResponse } from 'node:http';
import type { Dialect, Problem } from '../dialects/dialect.ts';
import type { Exchange } from './exchange.ts';
import { type HeaderList, problemHeaders } from './headers.ts';
import type { RouteAnswer } from './routes.ts';

export interface SendOptions {
  /** The connection ends with it. */
  readonly isLast: boolean;
  /** A client that takes nothing of its answer for so long is cut off. */
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
  cutOffIfUnread(response, unreadTimeoutMs);
}

/** An answer for a problem, in the dialect's shape. */
export function problemAnswer(problem: Problem, dialect: Dialect): RouteAnswer {
  const { status, code } = problem;
  const headers = [...problemHeaders(problem), ...(dialect.headers ?? [])];
  return { status, body: dialect.encodeProblem(problem), headers, facts: { code } };
}

/** Names stand at even places, and any text may be a value. */
function hasName(headers: HeaderList, name: string): boolean {
  for (let place = 0; place < headers.length; place += 2) if (headers[place] === name) return true;
  return false;
}

/** The socket's timer runs while nothing moves. */
function cutOffIfUnread(response: ServerResponse, ms: number): void {
  const { socket } = response;
  // One behind another on its connection has no socket before that one is out.
  if (socket === null) response.once('socket', () => setImmediate(cutOffIfUnread, response, ms));
  else if (socket.writableLength > 0) {
    socket.setTimeout(ms);
    // Before node:http sets it for an idle connection: an answer that is still in the making may take longer.
    response.prependOnceListener('finish', () => socket.setTimeout(0));
  }
}
