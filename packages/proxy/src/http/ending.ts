import { RerankError } from '@openrerank/core';
import type { Problem, ProblemDialect } from '../dialects/dialect.ts';
import { logRequest } from '../observe/access-line.ts';
import type { Logger } from '../observe/log.ts';
import { problemAnswer, send } from './answer.ts';
import type { Drain } from './drain.ts';
import type { Exchange } from './exchange.ts';
import { toProblem } from './problem.ts';
import { clientGone, clientLeft, internalError } from './refusals.ts';
import type { RouteAnswer } from './routes.ts';

export interface EndingOptions {
  /** In which problems are told where the route has no dialect of its own. */
  readonly dialect: ProblemDialect;
  readonly drain: Drain<Exchange>;
  readonly logger: Logger;
  readonly now: () => number;
  /** A client that takes nothing of its answer for so long is cut off. */
  readonly unreadTimeoutMs: number;
  readonly onUnexpected: (error: unknown, requestId: string) => void;
  /** Gives up the exchange's body and its room. May be called more than once. */
  readonly release: (exchange: Exchange) => void;
  /** Gives up the body, and the room but for an answer's bytes. */
  readonly keepRoom: (exchange: Exchange, answerBytes: number) => void;
}

/** How an exchange comes to its end: when its answer is out, or its client gone, and its route is done. */
export interface Ending {
  /** The route is done, or was never asked. */
  settle(exchange: Exchange, answer: RouteAnswer): void;
  refuse(exchange: Exchange, problem: Problem): void;
  fail(exchange: Exchange, error: unknown): void;
  /** Begins to look out for the end of the connection. */
  watch(exchange: Exchange): void;
}

export function createEnding(options: EndingOptions): Ending {
  const end = (exchange: Exchange) => {
    options.release(exchange);
    options.drain.leave(exchange);
    log(exchange, options);
  };

  const settle = (exchange: Exchange, answer: RouteAnswer) => {
    exchange.isBusy = false;
    if (!exchange.isClosed) {
      answerWith(exchange, answer, options);
      return;
    }
    exchange.facts = answer.facts ?? {};
    end(exchange);
  };

  const refuse = (exchange: Exchange, problem: Problem) =>
    settle(exchange, problemAnswer(problem, exchange.dialect ?? options.dialect));

  return {
    settle,
    refuse,
    fail(exchange, error) {
      if (error instanceof RerankError) {
        refuse(exchange, toProblem(error));
        return;
      }
      options.onUnexpected(error, exchange.requestId);
      refuse(exchange, internalError);
    },
    watch: (exchange) => whenClosed(exchange, () => close(exchange, end)),
  };
}

function answerWith(
  exchange: Exchange,
  answer: RouteAnswer,
  { drain, keepRoom, unreadTimeoutMs, onUnexpected }: EndingOptions,
): void {
  try {
    send(exchange, answer, { isLast: exchange.isLast || drain.isDraining, unreadTimeoutMs });
    // Until a slow client has read it, it takes as much memory as a body.
    keepRoom(exchange, exchange.bytesOut);
  } catch (error) {
    onUnexpected(error, exchange.requestId);
    exchange.response.destroy();
  }
}

/** Its end has to wait for a route that is at work. */
function close(exchange: Exchange, end: (exchange: Exchange) => void): void {
  if (exchange.isClosed) return;
  exchange.isClosed = true;
  exchange.isAnswered = isOut(exchange);
  if (!exchange.isAnswered) exchange.signal.abort(clientLeft);
  if (!exchange.isBusy) end(exchange);
}

/** The response's event: the request's own fires as soon as its body is read. */
function whenClosed({ request, response }: Exchange, onClose: () => void): void {
  response.on('close', onClose);
  if (response.socket !== null) return;
  // One behind another on its connection is not told of the connection's end before its own turn.
  const { socket } = request;
  socket.setMaxListeners(0).on('close', onClose);
  response.on('close', () => socket.off('close', onClose));
}

/** A response whose socket was cut off says that it has finished too. */
function isOut({ request: { socket }, response }: Exchange): boolean {
  return response.writableFinished && (!socket.destroyed || socket.writableEnded);
}

function log(exchange: Exchange, { logger, now }: EndingOptions): void {
  const { request, response, facts, cut } = exchange;
  // What the client got, or what nginx writes where it got nothing.
  const lost = exchange.isAnswered ? undefined : (cut ?? clientGone);
  logRequest(
    logger,
    {
      requestId: exchange.requestId,
      method: request.method ?? '',
      route: exchange.pattern,
      status: lost?.status ?? response.statusCode,
      code: lost?.code ?? facts.code,
      bytesIn: exchange.body.length,
      bytesOut: exchange.bytesOut,
      durationMs: now() - exchange.started,
      queuedMs: exchange.queuedMs,
      isProbe: exchange.route?.isProbe === true,
    },
    facts,
  );
}
