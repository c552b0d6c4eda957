import { createServer as createHttpServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Service } from './service.ts';

/** Longer than load balancers keep an idle connection (60 s mostly), so that it is never ours that closes under a request. */
const keepAliveTimeout = 75_000;
const headersTimeout = 30_000;

/** `requestTimeoutMs` is for a whole request to arrive, its body included. */
export function createServer(service: Service, requestTimeoutMs: number): Server {
  const server = createHttpServer({
    keepAliveTimeout,
    headersTimeout: Math.min(headersTimeout, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(5_000, requestTimeoutMs),
  });
  server.on('request', (request, response) => service.accept(request, response, false));
  // A body that is not wanted, or not yet, is then not sent at all.
  server.on('checkContinue', (request, response) => service.accept(request, response, true));
  server.on('clientError', (error, socket) => service.cut(error, socket as Socket));
  return server;
}
