import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandResult } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import type { GateResult } from '../gate.ts';
import { bundleTrials } from './runtimes/bundles.ts';
import { makeConsumer } from './runtimes/consumer.ts';
import { nextTrial } from './runtimes/next.ts';
import { programTrials } from './runtimes/programs.ts';
import { type Trial, type TrialContext, trialProblem } from './runtimes/trial.ts';
import { startUpstream } from './runtimes/upstream.ts';

/** The slowest is started first, and the others run beside it. */
const trials: readonly Trial[] = [nextTrial, ...programTrials, ...bundleTrials];

/** The packed sdk, imported by its one name, ranks in every runtime, over the transport that suits it. */
export async function runtimes(): Promise<GateResult> {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'openrerank-runtimes-')));
  const upstream = await startUpstream();
  try {
    const folder = join(parent, 'app');
    mkdirSync(folder);
    const installed = await makeConsumer(folder);
    if (!installed.ok) return installed;
    const outcomes = await mapLimited(trials, (trial) => runTrial(trial, { folder, upstream: upstream.url }), 2);
    const problems = outcomes.flatMap(({ problem }) => problem ?? []);
    const table = outcomes.map(({ row }) => `    ${row}`).join('\n');
    const skipped = outcomes.filter(({ isSkipped }) => isSkipped).length;
    return {
      ok: problems.length === 0,
      output: problems.join('\n\n'),
      note: `\n${table}`,
      tests: { passed: trials.length - skipped - problems.length, failed: problems.length },
    };
  } finally {
    await upstream.close();
    rmSync(parent, { recursive: true, force: true });
  }
}

interface Outcome {
  /** The trial's line of the table. */
  readonly row: string;
  readonly problem?: string | undefined;
  readonly isSkipped?: boolean;
}

async function runTrial(trial: Trial, context: TrialContext): Promise<Outcome> {
  const { name, transports, skipped } = trial;
  if (skipped !== undefined) return { row: `– ${name}: skipped, ${skipped}`, isSkipped: true };
  const started = performance.now();
  const result = await trial.run(context).catch((error: unknown): CommandResult => {
    return { ok: false, stdout: '', output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  });
  const problem = trialProblem(trial, result);
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  const mark = problem === undefined ? '✓' : '✗';
  return { row: `${mark} ${seconds} s  ${name}: ${[...new Set(transports)].join(', ')}`, problem };
}
