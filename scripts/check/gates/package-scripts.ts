import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import { type GateResult, problemsResult } from '../gate.ts';
import { workspacePackages } from '../workspace.ts';

/** Every example's `check` script runs it to the end. One after the other: they may listen on fixed ports. */
export const examples = () => packageScripts('examples', 'check');

/** The JSON Schemas that packages ship are those of their code. */
export const schemas = () => packageScripts('packages', 'schema:check');

/** Runs a script in each package that has it. */
async function packageScripts(workspace: 'packages' | 'examples', script: string): Promise<GateResult> {
  const having = workspacePackages(workspace).filter(({ manifest }) => manifest.scripts?.[script]);
  const problems: string[] = [];
  for (const { path, manifest } of having) {
    const { ok, output } = await runCommand('pnpm', ['run', script], { cwd: path });
    if (!ok) problems.push(`${manifest.name}: ${script} failed\n${output}`);
  }
  if (having.length === 0) problems.push(`no package in ${workspace}/ has a script ${script}`);
  return problemsResult(problems, having.map(({ folder }) => folder).join(', '));
}

/** The README's first command. */
export async function demo(): Promise<GateResult> {
  if (!existsSync(join(root, 'scripts/demo.mjs'))) return problemsResult(['scripts/demo.mjs is missing']);
  return runCommand(process.execPath, ['scripts/demo.mjs']);
}
