import type { Clock } from '@openrerank/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CallFacts, logRequest } from '../observe/access-line.ts';
import type { Logger } from '../observe/log.ts';
import type { Drain } from './drain.ts';
import { clientGone } from './refusals.ts';

/** What is known of one request while it is under way. */
export interface Exchange {
  /** Aborts when the client goes away or the drain's time is up. */
  readonly signal: AbortSignal;
  bytesIn: number;
  /** Set when the answer is sent. */
  facts: CallFacts;
  bytesOut: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange;
  }
  interface FastifyContextConfig {
    isProbe?: boolean;
    needsKey?: boolean;
  }
}

export interface ExchangeOptions {
  readonly drain: Drain;
  readonly logger: Logger;
  readonly clock: Pick<Clock, 'now'>;
}

/** Opens the exchange of a request; its line is logged when the answer is out or the client gone. */
export function openExchange(request: FastifyRequest, reply: FastifyReply, options: ExchangeOptions): void {
  const started = options.clock.now();
  const { controller, leave } = options.drain.enter();
  const exchange: Exchange = { signal: controller.signal, facts: {}, bytesIn: 0, bytesOut: 0 };
  request.exchange = exchange;
  // The response's event: the request's own fires as soon as its body is read.
  reply.raw.once('close', () => {
    const isComplete = reply.raw.writableFinished;
    if (!isComplete) controller.abort();
    leave();
    const { url: route = 'none', isProbe = false } = request.routeOptions.config;
    logRequest(options.logger, {
      ...exchange.facts,
      ...(!isComplete && { code: clientGone.code }),
      requestId: request.id,
      method: request.method,
      route,
      status: isComplete ? reply.raw.statusCode : clientGone.status,
      bytesIn: exchange.bytesIn,
      bytesOut: exchange.bytesOut,
      durationMs: options.clock.now() - started,
      isProbe,
    });
  });
}
