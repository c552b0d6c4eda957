import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dialect, Problem } from '../dialects/dialect.ts';
import type { CallFacts } from '../observe/access-line.ts';
import type { Guest } from './admission.ts';
import { type Cancel, createCancel } from './cancel.ts';
import type { UnderWay } from './drain.ts';
import { createBody, type ReceivedBody } from './received-body.ts';
import { requestIdOf } from './request-id.ts';
import type { Route, RouteRequest } from './routes.ts';

/** One request and its answer, from the head of the one to the last byte of the other. */
export interface Exchange extends RouteRequest, UnderWay, Guest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** On the proxy's clock. */
  readonly started: number;
  readonly signal: Cancel;
  readonly body: ReceivedBody;
  /** Of the body; 0 where there is none, or none that was told beforehand. */
  readonly expectedBytes: number;
  /** Its pattern, for the log. */
  pattern: string;
  route: Route | undefined;
  /** In which problems are told, where it is another than the proxy's own. */
  dialect: Dialect | undefined;
  params: RouteRequest['params'];
  query: RouteRequest['query'];
  /** Set when the answer is sent. */
  facts: CallFacts;
  bytesOut: number;
  /** When it began to wait at the gate, while it waits. */
  queuedSince: number | undefined;
  queuedMs: number;
  /** What was answered past `response`, since the request never arrived as a whole. */
  cut: Problem | undefined;
  /** What followed it on its connection was no HTTP: the connection ends with its answer. */
  isLast: boolean;
  /** The client sends its body when it is told to. */
  readonly awaitsContinue: boolean;
  /** The route is at work: what it was given must stay. */
  isBusy: boolean;
  /** The answer is out, or the client gone. */
  isClosed: boolean;
  /** The client got all of it. */
  isAnswered: boolean;
}

/** It was answered, one way or another, or nobody waits for it. */
export const isOver = ({ cut, isClosed, response }: Exchange): boolean =>
  cut !== undefined || isClosed || response.writableEnded;

const noParams: RouteRequest['params'] = {};
const noQuery: RouteRequest['query'] = {};
const noFacts: CallFacts = {};

export function createExchange(
  request: IncomingMessage,
  response: ServerResponse,
  started: number,
  awaitsContinue: boolean,
): Exchange {
  const { headers } = request;
  return {
    request,
    response,
    started,
    requestId: requestIdOf(request),
    signal: createCancel(),
    body: createBody(),
    expectedBytes: Number(headers['content-length'] ?? 0),
    grows: headers['transfer-encoding'] !== undefined,
    held: 0,
    pattern: 'none',
    route: undefined,
    dialect: undefined,
    params: noParams,
    query: noQuery,
    facts: noFacts,
    bytesOut: 0,
    queuedSince: undefined,
    queuedMs: 0,
    cut: undefined,
    isLast: false,
    awaitsContinue,
    isBusy: false,
    isClosed: false,
    isAnswered: false,
  };
}
