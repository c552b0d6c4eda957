import type { Server } from 'node:http';
import { type Clock, systemClock, type Transport } from '@openrerank/core';
import { undiciTransport } from '@openrerank/core/undici';
import type { ProxyConfig } from './config/config.ts';
import type { Dialect } from './dialects/dialect.ts';
import { createIngresses } from './dialects/ingress.ts';
import { cohereProblem } from './dialects/problem-forms.ts';
import { createGuard } from './http/auth.ts';
import { lazyDocs } from './http/docs.ts';
import { createDrain, type Drain } from './http/drain.ts';
import type { Exchange } from './http/exchange.ts';
import { listen } from './http/listen.ts';
import { createRerankHandler } from './http/rerank.ts';
import { createRoutes, describeApi } from './http/routes.ts';
import { createServer } from './http/server.ts';
import { createService, type Service } from './http/service.ts';
import { createLogger, describeUnexpected, flushLog, type Logger, type LogLevel } from './observe/log.ts';
import { createRouter } from './routing/router.ts';
import { createGroups } from './routing/targets.ts';

/** What a proxy is made of. */
export interface ProxyOptions {
  readonly config: ProxyConfig;
  /** Default `info`. Not used with `logger`. */
  readonly logLevel?: LogLevel | undefined;
  readonly logger?: Logger | undefined;
  /** Yours to close. Default: an undici transport of the proxy's own. */
  readonly transport?: Transport | undefined;
  readonly clock?: Clock | undefined;
  /** How long `close` waits for calls under way, in milliseconds. Default 30,000. */
  readonly drainTimeoutMs?: number | undefined;
  /** After that: for the last answers to go out before connections are cut. Default 1,000. */
  readonly lastWordsMs?: number | undefined;
  /** For a whole request to arrive, its body included, in milliseconds. Default 120,000. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * For a client that takes nothing of its answer before it is cut off, in milliseconds; to all of it as much more as it would
   * take at 64 kB a second. Default 30,000.
   */
  readonly unreadTimeoutMs?: number | undefined;
}

export interface Proxy {
  /** Port 0 takes a free one. Gives the URL. */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  /**
   * Lets calls under way finish and answers new ones with 503. What has not finished within the drain's time is
   * aborted and answered with 503. Then closes the port and the connections.
   */
  close(): Promise<void>;
}

/** Throws `RerankError` for a model string that leads nowhere. */
export async function createProxy(options: ProxyOptions): Promise<Proxy> {
  const { config, drainTimeoutMs = 30_000, lastWordsMs = 1_000, requestTimeoutMs = 120_000 } = options;
  const logger = options.logger ?? createLogger(options.logLevel ?? 'info');
  const ownTransport = options.transport === undefined ? undiciTransport() : undefined;
  const drain = createDrain<Exchange>();
  const service = assemble(options, options.transport ?? (ownTransport as Transport), logger, drain);
  const server = createServer(service, requestTimeoutMs);
  for (const warning of config.warnings) logger.warn({ warning }, 'configuration');

  const shutDown = async () => {
    const drained = drain.end(drainTimeoutMs);
    service.turnAway();
    await drained;
    service.giveUp();
    await closeServer(server, lastWordsMs);
    await ownTransport?.close?.();
    await flushLog(logger);
  };
  let closing: Promise<void> | undefined;
  return {
    async listen(address) {
      const url = await listen(server, address);
      logger.info({ url, models: config.groups.length }, 'listening');
      return url;
    },
    close() {
      closing ??= shutDown();
      return closing;
    },
  };
}

/** Waits for the last answers to go out, and then no longer. */
async function closeServer(server: Server, lastWordsMs: number): Promise<void> {
  const force = setTimeout(() => server.closeAllConnections(), lastWordsMs);
  // Gives an error where it never listened.
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(force);
}

function assemble(options: ProxyOptions, transport: Transport, logger: Logger, drain: Drain<Exchange>): Service {
  const { config, clock = systemClock, unreadTimeoutMs = 30_000 } = options;
  const groups = createGroups(config, { transport, clock: options.clock, env: config.env });
  const router = createRouter({
    groups,
    routing: config.routing,
    clock,
    onPause: (deployment, { reason, remainingMs }, { code }) =>
      logger.warn({ deployment, reason, code, forMs: Math.round(remainingMs) }, 'deployment paused'),
  });
  const onUnexpected = (error: unknown, requestId: string) =>
    logger.error({ requestId, ...describeUnexpected(error) }, 'unexpected error');
  const [onlyModel, ...otherModels] = groups.keys();
  const shared = { router, dropUnknown: config.dropParams, clock, onUnexpected };
  const rerank = (dialect: Dialect) =>
    createRerankHandler({ ...shared, dialect, onlyModel: otherModels.length === 0 ? onlyModel : undefined });
  const api = { groups, ingresses: createIngresses(), hasMasterKey: config.masterKey !== undefined };
  const isDraining = () => drain.isDraining;
  return createService({
    routes: createRoutes({ ...api, rerank, router, clock, startedAt: Date.now(), isDraining }),
    docs: { path: '/docs', load: lazyDocs('/docs', () => describeApi(api)) },
    dialect: { encodeProblem: cohereProblem.encode },
    guard: createGuard(config.masterKey),
    drain,
    logger,
    clock,
    limits: config,
    unreadTimeoutMs,
    onUnexpected,
  });
}
