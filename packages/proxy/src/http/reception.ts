import type { Clock } from '@openrerank/core';
import type { Problem } from '../dialects/dialect.ts';
import { createGate, type Gate } from './admission.ts';
import { type BodyPool, createBodyPool } from './body-pool.ts';
import { hasBody } from './entity.ts';
import { type Exchange, isOver } from './exchange.ts';
import { appendChunk, releaseBody } from './received-body.ts';
import { bodyTooLarge, overloaded, shuttingDown } from './refusals.ts';

/** What a server takes in. */
export interface Limits {
  /** One body. */
  readonly maxBodyBytes: number;
  /** All bodies that are held at once. */
  readonly maxBytesInFlight: number;
  /** For room among them. */
  readonly maxQueueWaitMs: number;
}

export interface ReceptionOptions extends Limits {
  readonly clock: Pick<Clock, 'now' | 'schedule'>;
  /** The body is there as a whole. */
  readonly onBody: (exchange: Exchange) => void;
  readonly onProblem: (exchange: Exchange, problem: Problem) => void;
}

/**
 * Takes bodies in, as far as there is room for them. Until then a socket is not read, so that a client who leaves while
 * it waits is noticed when its turn comes: it is read then, and found to have ended.
 */
export interface Reception {
  receive(exchange: Exchange): void;
  /** Gives up the body and its room. May be called more than once. */
  release(exchange: Exchange): void;
  /** Gives up the body, and its room but for so many bytes. */
  keepRoom(exchange: Exchange, bytes: number): void;
  /** Answers one that has not arrived as a whole, and takes nothing more of it. */
  refuse(exchange: Exchange, problem: Problem): void;
  /** Turns away all who wait. */
  close(): void;
}

/** What one without a declared length gets at first; then its share is doubled as it fills. */
const firstShare = 64 * 1024;
const maxIdleBytes = 64 * 1024 * 1024;

export function createReception(options: ReceptionOptions): Reception {
  const { clock, maxBodyBytes, onBody, onProblem } = options;
  const pool = createBodyPool({ maxIdleBytes });
  const refuse = createRefusal(onProblem);

  const read = (exchange: Exchange) => {
    const { request, response, grows } = exchange;
    if (exchange.awaitsContinue) response.writeContinue();
    request.on('data', (chunk: Buffer) => take(exchange, chunk));
    if (grows) request.on('end', () => onBody(exchange));
  };
  const gate = createWatchedGate(options, read, refuse);
  const enter = createEntry(gate, clock);
  const take = createTaker({ ...options, pool, enter, refuse });

  const giveUpBody = (exchange: Exchange) => {
    endQueuing(exchange, clock.now);
    releaseBody(exchange.body, pool);
  };
  return {
    receive(exchange) {
      const { request, expectedBytes, grows } = exchange;
      if (!hasBody(request.headers)) onBody(exchange);
      else if (expectedBytes > maxBodyBytes) onProblem(exchange, bodyTooLarge(maxBodyBytes));
      else if (enter(exchange, grows ? firstShare : expectedBytes)) read(exchange);
    },
    release(exchange) {
      giveUpBody(exchange);
      gate.leave(exchange);
    },
    keepRoom(exchange, bytes) {
      giveUpBody(exchange);
      gate.shrink(exchange, bytes);
    },
    refuse,
    close: gate.close,
  };
}

/** What still comes is read and dropped, so that a client that is still sending gets the answer and not a reset. */
const createRefusal =
  (onProblem: ReceptionOptions['onProblem']) =>
  (exchange: Exchange, problem: Problem): void => {
    exchange.request.removeAllListeners('data').removeAllListeners('end');
    onProblem(exchange, problem);
    exchange.request.resume();
  };

type Entry = (exchange: Exchange, bytes: number) => boolean;

const createEntry =
  (gate: Gate<Exchange>, clock: Pick<Clock, 'now'>): Entry =>
  (exchange, bytes) => {
    const isIn = gate.enter(exchange, bytes);
    if (!isIn) exchange.queuedSince = clock.now();
    return isIn;
  };

interface TakerOptions extends Pick<ReceptionOptions, 'maxBodyBytes' | 'onBody'> {
  readonly pool: BodyPool;
  readonly enter: Entry;
  readonly refuse: Reception['refuse'];
}

/** Takes one chunk of a body. */
function createTaker({ maxBodyBytes, onBody, pool, enter, refuse }: TakerOptions) {
  return (exchange: Exchange, chunk: Buffer): void => {
    const { body, expectedBytes, grows, request } = exchange;
    // The rest of one that was given up may still come, when its body is no more.
    if (isOver(exchange)) return;
    if (body.length + chunk.length > maxBodyBytes) {
      refuse(exchange, bodyTooLarge(maxBodyBytes));
      return;
    }
    appendChunk(body, chunk, expectedBytes, pool);
    if (!grows && body.length === expectedBytes) onBody(exchange);
    // More room is asked for when the share is full and not before: most end within the first.
    const missing = grows ? body.length - exchange.held : 0;
    if (missing > 0 && !enter(exchange, Math.max(missing, exchange.held))) request.pause();
  };
}

/** A gate that keeps count of how long each has waited at it. */
function createWatchedGate(
  { clock, maxBytesInFlight, maxQueueWaitMs }: ReceptionOptions,
  read: (exchange: Exchange) => void,
  refuse: (exchange: Exchange, problem: Problem) => void,
) {
  return createGate<Exchange>({
    limitBytes: maxBytesInFlight,
    maxWaitMs: maxQueueWaitMs,
    schedule: clock.schedule,
    clientOf,
    admit(exchange) {
      endQueuing(exchange, clock.now);
      if (exchange.request.isPaused()) exchange.request.resume();
      else read(exchange);
    },
    turnAway(exchange, reason) {
      endQueuing(exchange, clock.now);
      refuse(exchange, reason === 'closed' ? shuttingDown : overloaded);
    },
  });
}

/** Its address; behind a load balancer that is the balancer's. */
const clientOf = ({ request }: Exchange) => request.socket.remoteAddress ?? '';

function endQueuing(exchange: Exchange, now: () => number): void {
  if (exchange.queuedSince === undefined) return;
  exchange.queuedMs += now() - exchange.queuedSince;
  exchange.queuedSince = undefined;
}
