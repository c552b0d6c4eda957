import type { CommandResult } from '../../command.ts';

/** What each trial works with. */
export interface TrialContext {
  /** The consumer's folder: the packed packages in node_modules, and the programs of scripts/runtimes. */
  readonly folder: string;
  /** The base URL of the upstream, on loopback. */
  readonly upstream: string;
}

/** One runtime, or one way to bundle for it, in which the packed sdk ranks. */
export interface Trial {
  readonly name: string;
  /** The transport of each ranking that the trial prints. */
  readonly transports: readonly ('undici' | 'fetch')[];
  /** Whether Node says that undici could not be loaded. */
  readonly warns?: boolean;
  /** Why it cannot run on this platform. */
  readonly skipped?: string | undefined;
  /** Prints what `rank` of scripts/runtimes/programs/rank.js resolves to, as a line of JSON for each call. */
  run(context: TrialContext): Promise<CommandResult>;
}

const warningCode = 'OPENRERANK_UNDICI_NOT_LOADED';

/** What is wrong with the outcome of a trial, its output included; nothing if the trial passed. */
export function trialProblem(trial: Trial, { ok, output, stdout }: CommandResult): string | undefined {
  const printed = stdout.split('\n').filter((line) => line.startsWith('{'));
  const expected = trial.transports.map((transport) => JSON.stringify({ order: [2, 0, 1], transport }));
  const warnings = output.split(`[${warningCode}]`).length - 1;
  const expectedWarnings = trial.warns ? 1 : 0;
  const problem = !ok
    ? 'it failed'
    : printed.join() !== expected.join()
      ? `expected ${expected.join(', ')}, it printed ${printed.join(', ') || 'no ranking'}`
      : warnings !== expectedWarnings
        ? `expected ${expectedWarnings} warnings ${warningCode}, there were ${warnings}`
        : undefined;
  return problem && `${trial.name}: ${problem}\n${output}`;
}
