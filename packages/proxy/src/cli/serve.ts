import closeWithGrace from 'close-with-grace';
import { defaultConfig, loadConfig } from '../config/load.ts';
import { createLogger, describeUnexpected, type Logger, type LogLevel } from '../observe/log.ts';
import { createProxy } from '../proxy.ts';
import { chooseHost } from './host.ts';

export interface ServeOptions {
  readonly config?: string | undefined;
  readonly host?: string | undefined;
  readonly port: number;
  /** Default `info`. */
  readonly logLevel?: LogLevel | undefined;
  readonly allowUnauthenticated?: boolean | undefined;
}

/** Calls under way get this long to finish: below the 30 seconds after which Kubernetes kills. */
const drainTimeoutMs = 25_000;

/** Serves until a signal comes. Throws where it cannot start. */
export async function serve(options: ServeOptions): Promise<void> {
  const config = options.config === undefined ? defaultConfig() : await loadConfig(options.config);
  const host = chooseHost(config, options);
  const logger = createLogger(options.logLevel ?? 'info');
  const proxy = await createProxy({ config, logger, drainTimeoutMs });
  const handlers = closeOnSignal(() => proxy.close(), logger);
  try {
    await proxy.listen({ host, port: options.port });
  } catch (error) {
    handlers.uninstall();
    await proxy.close();
    throw error;
  }
  const models = config.groups.map(({ name }) => name);
  const providers = [...config.providers.keys()];
  logger.info({ models, providers, authenticated: config.masterKey !== undefined }, 'serving');
}

function closeOnSignal(close: () => Promise<void>, logger: Logger) {
  return closeWithGrace(
    {
      // The drain ends by itself; this is for a close that hangs.
      delay: drainTimeoutMs + 5_000,
      logger: false,
      onSecondSignal: (signal) => logger.warn({ signal }, 'second signal, ending at once'),
      onSecondError: (error) => logger.fatal(describeUnexpected(error), 'unexpected error while closing'),
      onTimeout: (delayMs) => logger.error({ delayMs }, 'closing took too long'),
    },
    async ({ signal, err }) => {
      if (err !== undefined) logger.fatal(describeUnexpected(err), 'unexpected error');
      else logger.info({ signal }, 'closing');
      await close();
    },
  );
}
