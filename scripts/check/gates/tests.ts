import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, toolEnv } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import type { GateResult } from '../gate.ts';
import { newerNode, platform } from '../optional-file.ts';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** All tests on the Node that runs this, with the coverage limits of vitest.config.ts. */
export const tests = () => runTests(process.execPath, 'tests', ['--coverage']);

/** All tests on a newer Node line, whose binary is an npm package. */
export async function testsOnNewerNode(): Promise<GateResult> {
  const node = newerNode();
  if (!node) return { ok: true, skipped: `the newer Node comes as a binary for Linux on x64, this is ${platform()}` };
  const version = await runCommand(node, ['--version']);
  const result = await runTests(node, 'tests-newer-node', [], {
    PATH: `${dirname(node)}:${toolEnv()['PATH']}`,
  });
  return { ...result, note: `Node ${version.stdout.trim()}, ${result.note ?? 'no report'}` };
}

async function runTests(
  node: string,
  name: string,
  flags: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<GateResult> {
  const report = join(root, 'node_modules/.cache/gates', `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { ok, output } = await runCommand(node, [vitest, 'run', ...reporters, ...flags], { env });
  if (!existsSync(report)) return { ok: false, output };
  return { ok, output, ...summarize(readFileSync(report, 'utf8')) };
}

/** Reads the counts from the report of vitest's JSON reporter. */
export function summarize(report: string): Required<Pick<GateResult, 'tests' | 'note'>> {
  const counts = JSON.parse(report) as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending } = counts;
  const skipped = pending > 0 ? `, ${pending} skipped` : '';
  return { tests: { passed, failed }, note: `${passed} passed, ${failed} failed${skipped}` };
}
