import { Command, InvalidArgumentError, Option } from 'commander';
import { addLitellmFlags } from './litellm-flags.ts';
import type { ServeOptions } from './serve.ts';
import type { Terminal } from './terminal.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The command line. What a command needs is imported when it runs, so that --help and --version answer at once. */
export function createProgram(version: string, terminal: Terminal): Command {
  const program = new Command('openrerank-proxy')
    .description('A rerank proxy: Cohere-style clients and LiteLLM configs in front of any reranker.')
    .version(version, '-v, --version', 'print the version')
    // These first, since the commands inherit them.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showHelpAfterError('(see openrerank-proxy --help)')
    .enablePositionalOptions();
  addServe(program, terminal);
  program
    .command('check')
    .description('check a configuration, print what it serves, and exit with 0 or 1')
    .requiredOption('-c, --config <file>', 'the configuration, in YAML')
    .action(async ({ config }: { readonly config: string }) => {
      const { check } = await import('./check.ts');
      await check(config, terminal);
    });
  return program;
}

function addServe(program: Command, terminal: Terminal): void {
  program
    .option('-c, --config <file>', 'the configuration, in YAML; without one, local/bm25 is served')
    .addOption(new Option('--host <host>', 'the address to listen on; see below for the default').env('HOST'))
    .addOption(
      new Option('--port <port>', 'the port to listen on; 0 takes a free one')
        .env('PORT')
        .default(4000)
        .argParser(toPort),
    )
    .addOption(
      new Option('--log-level <level>', 'what to log, as JSON lines on stdout (default: info)').choices(logLevels),
    )
    .option('--allow-unauthenticated', 'serve on every address though there is no master key')
    .addHelpText('after', addresses);
  const applyLitellmFlags = addLitellmFlags(program, terminal);
  program.action(async (options: ServeOptions) => {
    const debug = applyLitellmFlags();
    const { serve } = await import('./serve.ts');
    await serve({ ...options, logLevel: options.logLevel ?? debug });
  });
}

const addresses = `
Addresses:
  With a master key (general_settings.master_key in the file, or OPENRERANK_MASTER_KEY), the proxy listens on 0.0.0.0.
  Without one it listens on 127.0.0.1 only, unless --allow-unauthenticated is given.`;

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
}
