import { Command, CommanderError } from 'commander';
import { conformanceChecks } from '../conformance-checks.ts';
import { fixturesFolder } from './fixtures-folder.ts';
import { loadProviders } from './load-providers.ts';
import { describeEnd, runAndReport } from './report.ts';

/** Where the command writes, line by line. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

interface Flags {
  readonly fixtures?: string;
  readonly live?: boolean;
}

/** Runs the command. Resolves to the exit code: 1 for a broken promise, 2 for what cannot be run. */
export async function run(args: readonly string[], version: string, cwd: string, terminal: Terminal): Promise<number> {
  const program = createProgram(version, terminal);
  try {
    program.parse(args, { from: 'user' });
    const [target = ''] = program.args;
    return await check(target, program.opts<Flags>(), cwd, terminal);
  } catch (error) {
    // `--help` and `--version` end here too, by code 0. Commander has said what it has to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.err(`conformance: ${error instanceof Error ? error.message : error}`);
    return 2;
  }
}

async function check(target: string, { fixtures, live }: Flags, cwd: string, { out }: Terminal): Promise<number> {
  const { folder, providers } = await loadProviders(target, cwd);
  // Before anything runs: a second provider without fixtures is known now.
  const planned = providers.map((provider) => ({
    provider,
    options: { fixtures: fixturesFolder(provider, providers.length, folder, fixtures, cwd), live },
  }));
  let broken = 0;
  for (const { provider, options } of planned) {
    out(provider.definition.id);
    const failed = await runAndReport(conformanceChecks(provider, options), out);
    broken += failed;
  }
  out(describeEnd(broken));
  return broken === 0 ? 0 : 1;
}

function createProgram(version: string, { out, err }: Terminal): Command {
  return new Command('conformance')
    .description('Proves that an OpenRerank provider keeps what it promises.')
    .version(version)
    .argument('<package>', 'the name of a package that is installed here, or a path to one or to its built file')
    .option('--fixtures <folder>', "the provider's fixtures; test/fixtures of the package when absent")
    .option('--live', "make one real call too, with the key in the provider's own environment variable")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => out(text.trimEnd()), writeErr: (text) => err(text.trimEnd()) });
}
