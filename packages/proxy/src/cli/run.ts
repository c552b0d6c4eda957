import { CommanderError } from 'commander';
import { explain } from './explain.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/** Exit codes: 0, 1 for a configuration or an address that does not work, 2 for a wrong command line. */
type ExitCode = 0 | 1 | 2;

/** Runs a command line. Undefined where nothing went wrong: the process ends with 0 when nothing keeps it alive. */
export async function run(args: readonly string[], version: string, terminal: Terminal): Promise<ExitCode | undefined> {
  try {
    await createProgram(version, terminal).parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    // Help and version end as errors too, with code 0; the text is out already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.err(explain(error));
    return 1;
  }
}
