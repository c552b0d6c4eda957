import type { Clock, Transport } from '@openrerank/core';
import { undiciTransport } from '@openrerank/core/undici';
import type { ProxyConfig } from './config/config.ts';
import { createCohereDialect } from './dialects/cohere.ts';
import { createGuard } from './http/auth.ts';
import { lazyDocs } from './http/docs.ts';
import { createDrain, type Drain } from './http/drain.ts';
import { createRerankHandler } from './http/rerank.ts';
import { createRoutes, describeApi } from './http/routes.ts';
import { createServer } from './http/server.ts';
import { createLogger, describeUnexpected, type Logger, type LogLevel } from './observe/log.ts';
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
  const { config, drainTimeoutMs = 30_000, lastWordsMs = 1_000 } = options;
  const logger = options.logger ?? createLogger(options.logLevel ?? 'info');
  const ownTransport = options.transport === undefined ? undiciTransport() : undefined;
  const drain = createDrain();
  const app = assemble(options, options.transport ?? (ownTransport as Transport), logger, drain);
  for (const warning of config.warnings) logger.warn({ warning }, 'configuration');
  await app.ready();

  const shutDown = async () => {
    await drain.end(drainTimeoutMs);
    const force = setTimeout(() => app.server.closeAllConnections(), lastWordsMs);
    await app.close();
    clearTimeout(force);
    await ownTransport?.close?.();
  };
  let closing: Promise<void> | undefined;
  return {
    async listen(address) {
      const url = await app.listen(address);
      logger.info({ url, models: config.groups.length }, 'listening');
      return url;
    },
    close() {
      closing ??= shutDown();
      return closing;
    },
  };
}

function assemble(options: ProxyOptions, transport: Transport, logger: Logger, drain: Drain) {
  const { config, requestTimeoutMs = 120_000 } = options;
  const clock = options.clock ?? { now: () => performance.now(), random: Math.random };
  const dialect = createCohereDialect();
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
  const rerank = createRerankHandler({ router, dialect, dropUnknown: config.dropParams, clock, onUnexpected });
  const api = { groups, hasMasterKey: config.masterKey !== undefined };
  const isDraining = () => drain.isDraining;
  return createServer({
    routes: createRoutes({ ...api, rerank, router, clock, startedAt: Date.now(), isDraining }),
    docs: { path: '/docs', load: lazyDocs('/docs', () => describeApi(api)) },
    dialect,
    guard: createGuard(config.masterKey),
    drain,
    logger,
    clock,
    maxBodyBytes: config.maxBodyBytes,
    requestTimeoutMs,
    onUnexpected,
  });
}
