import { type Command, Option } from 'commander';
import type { Terminal } from './terminal.ts';

/** What to say where a start command of LiteLLM is used as it is. Source: litellm/proxy/proxy_cli.py. */
interface Flag {
  readonly flags: string;
  readonly effect: Effect;
}

type Effect =
  | { readonly ignored: string }
  /** Doing without would serve something else than what was asked for. */
  | { readonly refused: string }
  | { readonly logLevel: 'debug' };

const oneProcess = { ignored: 'one process serves; for more, start more of them behind a load balancer' };
const noDatabase = { ignored: 'there is no database' };
const noTls = { refused: 'this proxy speaks plain HTTP; put what ends TLS in front of it' };
const inConfig = { refused: 'set it in the configuration file, for a model under litellm_params' };
const noTest = { refused: 'ask GET /health of a running proxy, which tries each model' };

const litellmFlags: readonly Flag[] = [
  { flags: '--debug', effect: { logLevel: 'debug' } },
  { flags: '--detailed_debug', effect: { logLevel: 'debug' } },
  { flags: '--num_workers <n>', effect: oneProcess },
  { flags: '--run_gunicorn', effect: oneProcess },
  { flags: '--run_hypercorn', effect: oneProcess },
  { flags: '--run_granian', effect: oneProcess },
  { flags: '--granian_threads <n>', effect: oneProcess },
  { flags: '--timeout_worker_healthcheck <s>', effect: oneProcess },
  { flags: '--max_requests_before_restart <n>', effect: oneProcess },
  { flags: '--max_requests_before_restart_jitter <n>', effect: oneProcess },
  { flags: '--keepalive_timeout <s>', effect: { ignored: 'idle connections are kept for as long as Node keeps them' } },
  { flags: '--log_config <file>', effect: { ignored: 'logs are JSON lines on stdout; see --log-level' } },
  { flags: '--telemetry <flag>', effect: { ignored: 'nothing is reported to anybody' } },
  { flags: '--use_prisma_db_push', effect: noDatabase },
  { flags: '--iam_token_db_auth', effect: noDatabase },
  { flags: '--local', effect: { ignored: 'it does nothing in LiteLLM either' } },
  { flags: '--ssl_keyfile_path <file>', effect: noTls },
  { flags: '--ssl_certfile_path <file>', effect: noTls },
  { flags: '--ciphers <list>', effect: noTls },
  { flags: '-m, --model <model>', effect: inConfig },
  { flags: '--alias <name>', effect: inConfig },
  { flags: '--api_base <url>', effect: inConfig },
  { flags: '--headers <headers>', effect: inConfig },
  { flags: '--request_timeout <s>', effect: { refused: 'set litellm_settings.request_timeout in the configuration' } },
  { flags: '--drop_params', effect: { refused: 'set litellm_settings.drop_params in the configuration' } },
  { flags: '--max_budget <usd>', effect: { refused: 'there are no budgets' } },
  { flags: '--test', effect: noTest },
  { flags: '--health', effect: noTest },
  { flags: '--validate_config', effect: { refused: 'use openrerank-proxy check --config <file>' } },
];

/**
 * Adds them, hidden. The result acts on those that were given: it warns of what has no effect, refuses what cannot be
 * honoured, and gives the log level that they ask for.
 */
export function addLitellmFlags(program: Command, terminal: Terminal): () => 'debug' | undefined {
  const hidden = litellmFlags.map(({ flags, effect }) => ({ option: new Option(flags).hideHelp(), effect }));
  for (const { option } of hidden) program.addOption(option);

  return () => {
    let logLevel: 'debug' | undefined;
    for (const { option, effect } of hidden) {
      if (program.getOptionValue(option.attributeName()) === undefined) continue;
      if ('logLevel' in effect) logLevel = effect.logLevel;
      else if ('ignored' in effect) terminal.err(`warning: ${option.long} has no effect here: ${effect.ignored}.`);
      else program.error(`error: ${option.long} is LiteLLM's: ${effect.refused}.`);
    }
    return logLevel;
  };
}
