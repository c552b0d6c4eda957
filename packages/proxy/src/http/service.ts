import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@openrerank/core';
import type { Guard } from './auth.ts';
import { answerOnSocket, clientProblem } from './client-error.ts';
import type { DocsHandler } from './docs.ts';
import { createEnding, type Ending, type EndingOptions } from './ending.ts';
import { checkEntity } from './entity.ts';
import { createExchange, type Exchange, isOver } from './exchange.ts';
import { createReception, type Limits, type Reception } from './reception.ts';
import { shuttingDown } from './refusals.ts';
import { createRouteTable, pathOf, queryOf, type RouteTable } from './route-table.ts';
import type { Route } from './routes.ts';

export interface ServiceOptions extends Omit<EndingOptions, 'now' | 'release' | 'keepRoom'> {
  readonly routes: readonly Route[];
  readonly docs: { readonly path: string; readonly load: () => Promise<DocsHandler> };
  readonly guard: Guard;
  readonly clock: Pick<Clock, 'now' | 'schedule'>;
  readonly limits: Limits;
}

/** What a server does with its requests. */
export interface Service {
  /** `awaitsContinue`: the client sends its body when it is told to. */
  accept(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void;
  /** For what never became a whole request. */
  cut(error: Error & { readonly code?: string }, socket: Socket): void;
  /** Answers all who wait for room with 503. */
  turnAway(): void;
  /** Answers with 503 all whose request has not arrived as a whole. */
  giveUp(): void;
}

export function createService(options: ServiceOptions): Service {
  const { routes, docs, drain, clock, limits } = options;
  const table = createRouteTable(routes, [docs.path]);
  const release = (exchange: Exchange) => reception.release(exchange);
  const keepRoom = (exchange: Exchange, bytes: number) => reception.keepRoom(exchange, bytes);
  const ending = createEnding({ ...options, now: clock.now, release, keepRoom });
  const run = createRunner(ending);
  const reception = createReception({ ...limits, clock, onBody: run, onProblem: ending.refuse });
  const admit = createAdmitter(options.guard, { reception, run, refuse: ending.refuse });

  return {
    accept(request, response, awaitsContinue) {
      const exchange = createExchange(request, response, clock.now(), awaitsContinue);
      drain.enter(exchange);
      ending.watch(exchange);
      const { method = '', url = '' } = request;
      const path = pathOf(url);
      const route = table.find(method, path) ?? matchPattern(table, exchange, method, path);
      exchange.route = route;
      exchange.dialect = route === undefined ? table.dialectOf(path) : route.dialect;
      if (drain.isDraining && route?.isProbe !== true) ending.refuse(exchange, shuttingDown);
      else if (route !== undefined) admit(exchange, route);
      else if (isOfDocs(method, path, docs.path)) showDocs(exchange, path, options, ending.fail);
      else ending.refuse(exchange, table.explain(method, path));
    },
    cut: (error, socket) => cut(error, socket, options, release),
    turnAway: reception.close,
    giveUp() {
      for (const exchange of drain.underWay) {
        const isStarted = exchange.isBusy || isOver(exchange) || exchange.response.headersSent;
        if (!isStarted) reception.refuse(exchange, shuttingDown);
      }
    },
  };
}

interface Stages {
  readonly reception: Reception;
  readonly run: (exchange: Exchange) => void;
  readonly refuse: Ending['refuse'];
}

/** Lets a request for a route in, as far as its head allows. */
function createAdmitter(guard: Guard, { reception, run, refuse }: Stages) {
  return (exchange: Exchange, route: Route): void => {
    const { headers, url = '' } = exchange.request;
    const isPost = route.method === 'POST';
    exchange.pattern = route.path;
    const problem = (route.needsKey ? guard(headers) : undefined) ?? (isPost ? checkEntity(headers) : undefined);
    if (problem !== undefined) {
      refuse(exchange, problem);
      return;
    }
    if (!isPost || route.readsQuery === true) exchange.query = queryOf(url);
    if (isPost) reception.receive(exchange);
    else run(exchange);
  };
}

/** For a path that is no route's own. */
function matchPattern(table: RouteTable, exchange: Exchange, method: string, path: string): Route | undefined {
  const matched = table.match(method, path);
  if (matched !== undefined) exchange.params = matched.params;
  return matched?.route;
}

/** Asks an exchange's route. */
function createRunner({ settle, fail }: Pick<Ending, 'settle' | 'fail'>) {
  return (exchange: Exchange) => {
    const { route } = exchange;
    // The rest of its body came too late.
    if (isOver(exchange)) return;
    exchange.isBusy = true;
    try {
      const answer = (route as Route).answer(exchange);
      if (!(answer instanceof Promise)) {
        settle(exchange, answer);
        return;
      }
      answer
        .then(
          (answered) => settle(exchange, answered),
          (error) => fail(exchange, error),
        )
        // What fails here is the ending itself, such as a logger that throws.
        .catch(() => exchange.response.destroy());
    } catch (error) {
      fail(exchange, error);
    }
  };
}

const isOfDocs = (method: string, path: string, docsPath: string) =>
  (method === 'GET' || method === 'HEAD') && (path === docsPath || path.startsWith(`${docsPath}/`));

function showDocs(
  exchange: Exchange,
  path: string,
  { docs }: ServiceOptions,
  fail: (exchange: Exchange, error: unknown) => void,
): void {
  exchange.pattern = path === docs.path ? path : `${docs.path}/*`;
  docs
    .load()
    .then((show) => show(exchange.request, exchange.response))
    .catch((error) => fail(exchange, error));
}

function cut(
  error: Error & { readonly code?: string },
  socket: Socket,
  { drain, dialect, unreadTimeoutMs }: ServiceOptions,
  release: (exchange: Exchange) => void,
): void {
  const waiting = onSocket(drain.underWay, socket);
  // Those before it on its connection have arrived as a whole.
  const broken = waiting.at(-1)?.request.complete === false ? waiting.pop() : undefined;
  const problem = clientProblem(error.code, broken !== undefined);
  if (problem === undefined || !socket.writable) {
    socket.destroy();
    return;
  }
  if (broken !== undefined) {
    broken.cut = problem;
    release(broken);
  }
  const before = waiting.at(-1);
  // Its answer is still to come, and the client would take this one for it.
  if (before !== undefined) before.isLast = true;
  else answerOnSocket(socket, problem, broken?.dialect ?? dialect, unreadTimeoutMs);
}

/** Those that are not answered, in the order of their requests. */
const onSocket = (underWay: ReadonlySet<Exchange>, socket: Socket): Exchange[] =>
  [...underWay].filter((exchange) => exchange.request.socket === socket && !isOver(exchange));
