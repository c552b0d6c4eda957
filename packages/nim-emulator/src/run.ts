import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type NimEmulator, startNimEmulator } from './emulator.ts';
import type { NimEmulatorOptions } from './options.ts';
import { type ProfileName, type ProfileSettings, profileNames } from './profiles.ts';

/** What the command needs of a process, so that a test can be one. */
export interface Shell {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  once(signal: 'SIGINT' | 'SIGTERM', stop: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', stop: () => void): unknown;
}

interface Flags {
  readonly host: string;
  readonly port: number;
  readonly profile: ProfileName;
  readonly apiKey?: string[];
  readonly model?: string[];
  readonly set?: Record<string, unknown>;
  readonly warmupMs: number;
  readonly control: boolean;
}

/** Runs the command until a signal ends it. Resolves to the exit code: 2 for bad arguments, 1 when it cannot start. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const program = createProgram(shell);
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    // `--help` and `--version` end here too, by code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const flags = program.opts<Flags>();
  try {
    const emulator = await startNimEmulator(toOptions(flags));
    shell.stdout.write(greeting(emulator, flags));
    await signalled(shell);
    await emulator.close();
    return 0;
  } catch (error) {
    shell.stderr.write(`nim-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof TypeError ? 2 : 1;
  }
}

function createProgram({ stdout, stderr }: Shell): Command {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return new Command('nim-emulator')
    .description('A strict local NVIDIA NIM reranker: no GPU, no key.')
    .version(version)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on, 0 for a free one', wholeNumber, 8000)
    .addOption(new Option('--profile <profile>', 'the service to be').choices(profileNames).default('all'))
    .option('--api-key <key>', 'a key that the hosted side takes, instead of any; repeatable', collect)
    .option('--model <id>', 'a model to serve, instead of the profile’s; repeatable', collect)
    .option('--set <name=value>', 'a setting that differs from the profile’s; repeatable', setting)
    .option('--warmup-ms <ms>', 'how long the container is not ready after the start', wholeNumber, 0)
    .option('--no-control', 'do not answer control calls under /_emulator')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });
}

const toOptions = ({ apiKey, model, set, ...flags }: Flags): NimEmulatorOptions => ({
  ...flags,
  apiKeys: apiKey,
  models: model,
  overrides: set as Partial<ProfileSettings> | undefined,
});

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** `name=value`, the value as JSON where it is that and as text where it is not. */
function setting(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must be of the form name=value.');
  try {
    return { ...before, [name]: JSON.parse(value) };
  } catch {
    return { ...before, [name]: value };
  }
}

const signalled = (shell: Shell): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      shell.off('SIGINT', stop);
      shell.off('SIGTERM', stop);
      resolve();
    };
    shell.once('SIGINT', stop);
    shell.once('SIGTERM', stop);
  });

function greeting({ url, models }: NimEmulator, { profile, apiKey }: Flags): string {
  const [model] = models;
  const path = profile === 'hosted' ? (model?.hosted?.path ?? '/v1/ranking') : '/v1/ranking';
  const key =
    profile === 'hosted' ? ` -H 'authorization: Bearer ${apiKey === undefined ? 'any-key' : '<your key>'}'` : '';
  const body = `{"model":"${model?.id}","query":{"text":"Who is it?"},"passages":[{"text":"It is me."}]}`;
  return `nim-emulator (${profile}) listens on ${url}, stop it with Ctrl-C. Try:
  curl ${url}${path} -H 'content-type: application/json'${key} -d '${body}'
`;
}
