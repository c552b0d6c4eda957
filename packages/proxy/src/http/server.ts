import type { Clock } from '@openrerank/core';
import { RerankError } from '@openrerank/core';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Dialect, Problem } from '../dialects/dialect.ts';
import type { Logger } from '../observe/log.ts';
import type { Guard } from './auth.ts';
import { answerClientError } from './client-error.ts';
import type { DocsHandler } from './docs.ts';
import type { Drain } from './drain.ts';
import { checkEntity } from './entity.ts';
import { openExchange } from './exchange.ts';
import { fromFramework } from './framework-problem.ts';
import { problemHeaders } from './headers.ts';
import { toProblem } from './problem.ts';
import { internalError, methodNotAllowed, shuttingDown, unknownRoute } from './refusals.ts';
import { requestIdOf } from './request-id.ts';
import type { Route, RouteAnswer } from './routes.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly docs: { readonly path: string; readonly load: () => Promise<DocsHandler> };
  readonly dialect: Dialect;
  readonly guard: Guard;
  readonly drain: Drain;
  readonly logger: Logger;
  readonly clock: Pick<Clock, 'now'>;
  readonly maxBodyBytes: number;
  /** For a whole request to arrive, its body included. */
  readonly requestTimeoutMs: number;
  readonly onUnexpected: (error: unknown, requestId: string) => void;
}

/** Longer than load balancers keep an idle connection (60 s mostly), so that it is never ours that closes under a request. */
const keepAliveTimeout = 75_000;
const headersTimeout = 30_000;

export function createServer(options: ServerOptions): FastifyInstance {
  const { requestTimeoutMs: requestTimeout, dialect } = options;
  const app = fastify({
    bodyLimit: options.maxBodyBytes,
    genReqId: requestIdOf,
    keepAliveTimeout,
    requestTimeout,
    http: {
      headersTimeout: Math.min(headersTimeout, requestTimeout),
      requestTimeout,
      connectionsCheckingInterval: Math.min(5_000, requestTimeout),
    },
    // Our own hook answers in our own shape.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerClientError(error, socket, dialect),
    frameworkErrors: (error, request, reply) => {
      openExchange(request, reply, options);
      sendProblem(request, reply, problemOf(error, request, options), options);
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.decorateRequest('exchange');
  addHooks(app, options);
  for (const route of options.routes) addRoute(app, route, options);
  addDocs(app, options);
  return app;
}

function addHooks(app: FastifyInstance, options: ServerOptions): void {
  app.addHook('onRequest', (request, reply, done) => {
    openExchange(request, reply, options);
    const problem = refuse(request, options);
    if (problem === undefined) done();
    else sendProblem(request, reply, problem, options);
  });
  app.setErrorHandler((error, request, reply) => {
    // Fastify closes the connection after a refused body. Reading on and dropping the rest instead lets a client that
    // still sends get the answer, and not a reset.
    reply.header('connection', 'keep-alive');
    sendProblem(request, reply, problemOf(error, request, options), options);
  });
}

/** Before any of the body is read. */
function refuse(request: FastifyRequest, { routes, drain, guard, docs }: ServerOptions): Problem | undefined {
  const { url: path, isProbe, needsKey } = request.routeOptions.config;
  if (drain.isDraining && isProbe !== true) return shuttingDown;
  if (path === undefined) return refuseRoute(request, routes, docs.path);
  const problem = needsKey === false ? undefined : guard(request.headers);
  return problem ?? (request.method === 'POST' ? checkEntity(request.headers) : undefined);
}

function refuseRoute({ method, url }: FastifyRequest, routes: readonly Route[], docsPath: string): Problem {
  const path = url.split('?', 1)[0];
  const methods = routes.flatMap((route) => (route.path === path ? route.method : []));
  if (methods.length === 0) return unknownRoute(method, [...routes.map((route) => route.path), docsPath]);
  return methodNotAllowed(method, methods.includes('GET') ? [...methods, 'HEAD'] : methods);
}

function addRoute(app: FastifyInstance, route: Route, options: ServerOptions): void {
  const { method, path: url, needsKey, isProbe = false } = route;
  app.route({
    method,
    url,
    config: { needsKey, isProbe },
    // Not async, here as in the route: the body's bytes are free as soon as they are decoded.
    handler: (request, reply) => answerOf(route, request).then((answer) => send(request, reply, answer, options)),
  });
}

function answerOf(route: Route, request: FastifyRequest): Promise<RouteAnswer> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  request.exchange.bytesIn = body.length;
  request.body = undefined;
  const query = request.query as Readonly<Record<string, unknown>>;
  // What the route throws at once rejects too.
  return new Promise((resolve) => {
    resolve(route.answer({ body, query, requestId: request.id, signal: request.exchange.signal }));
  });
}

function addDocs(app: FastifyInstance, { docs }: ServerOptions): void {
  for (const url of [docs.path, `${docs.path}/*`]) {
    app.get(url, { config: { needsKey: false } }, async (request, reply) => {
      const show = await docs.load();
      reply.hijack();
      show(request.raw, reply.raw);
    });
  }
}

function problemOf(error: unknown, { id }: FastifyRequest, options: ServerOptions): Problem {
  if (error instanceof RerankError) return toProblem(error);
  const problem = fromFramework(error, options.maxBodyBytes);
  if (problem !== undefined) return problem;
  options.onUnexpected(error, id);
  return internalError;
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem, options: ServerOptions): void {
  const { status, code } = problem;
  const body = options.dialect.encodeProblem(problem);
  send(request, reply, { status, body, headers: problemHeaders(problem), facts: { code } }, options);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: RouteAnswer,
  { drain }: ServerOptions,
): FastifyReply {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  request.exchange.bytesOut = body.length;
  request.exchange.facts = answer.facts ?? {};
  if (drain.isDraining) reply.header('connection', 'close');
  return reply
    .code(answer.status)
    .headers({ ...answer.headers, 'x-request-id': request.id, 'x-litellm-call-id': request.id })
    .send(body);
}
