import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@openrerank/core';
import type { Guard } from './auth.ts';
import { answerOnSocket, clientProblem } from './client-error.ts';
import type { DocsHandler } from './docs.ts';
import { createEnding, type EndingOptions } from './ending.ts';
import { checkEntity } from './entity.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { createReception, type Limits } from './reception.ts';
import { shuttingDown } from './refusals.ts';
import { createRouteTable, pathOf, queryOf } from './route-table.ts';
import type { Route } from './routes.ts';

export interface ServiceOptions extends Omit<EndingOptions, 'now' | 'release'> {
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
}

export function createService(options: ServiceOptions): Service {
  const { routes, docs, drain, clock, guard, limits } = options;
  const table = createRouteTable(routes, [docs.path]);
  const release = (exchange: Exchange) => reception.release(exchange);
  const ending = createEnding({ ...options, now: clock.now, release });
  const run = createRunner(ending);
  const reception = createReception({ ...limits, clock, onBody: run, onProblem: ending.refuse });

  const admit = (exchange: Exchange, route: Route) => {
    const { headers, url = '' } = exchange.request;
    const isPost = route.method === 'POST';
    exchange.pattern = route.path;
    const problem = (route.needsKey ? guard(headers) : undefined) ?? (isPost ? checkEntity(headers) : undefined);
    if (problem !== undefined) {
      ending.refuse(exchange, problem);
    } else if (isPost) {
      reception.receive(exchange);
    } else {
      exchange.query = queryOf(url);
      run(exchange);
    }
  };

  return {
    accept(request, response, awaitsContinue) {
      const exchange = createExchange(request, response, clock.now(), awaitsContinue);
      drain.enter(exchange);
      ending.watch(exchange);
      const { method = '', url = '' } = request;
      const path = pathOf(url);
      const route = table.find(method, path);
      exchange.route = route;
      if (drain.isDraining && route?.isProbe !== true) ending.refuse(exchange, shuttingDown);
      else if (route !== undefined) admit(exchange, route);
      else if (isOfDocs(method, path, docs.path)) showDocs(exchange, path, options, ending.fail);
      else ending.refuse(exchange, table.explain(method, path));
    },
    cut: (error, socket) => cut(error, socket, options),
    turnAway: reception.close,
  };
}

/** Asks an exchange's route. */
function createRunner({ settle, fail }: Pick<ReturnType<typeof createEnding>, 'settle' | 'fail'>) {
  return (exchange: Exchange) => {
    const { route } = exchange;
    // The rest of its body came too late.
    if (exchange.cut !== undefined || exchange.isClosed) return;
    exchange.isBusy = true;
    try {
      const answer = (route as Route).answer(exchange);
      if (!(answer instanceof Promise)) {
        settle(exchange, answer);
        return;
      }
      answer.then(
        (answered) => settle(exchange, answered),
        (error) => fail(exchange, error),
      );
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
  docs.load().then(
    (show) => show(exchange.request, exchange.response),
    (error) => fail(exchange, error),
  );
}

function cut(
  error: Error & { readonly code?: string },
  socket: Socket,
  { drain, dialect, unreadTimeoutMs }: ServiceOptions,
): void {
  const exchange = [...drain.underWay].find(({ request }) => request.socket === socket && !request.complete);
  const problem = clientProblem(error.code, exchange !== undefined);
  if (problem === undefined || !socket.writable) {
    socket.destroy();
    return;
  }
  if (exchange !== undefined) exchange.cut = problem;
  answerOnSocket(socket, problem, dialect, unreadTimeoutMs);
}
