import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import { type GateResult, problemsResult } from '../gate.ts';
import { type WorkspacePackage, workspacePackages } from '../workspace.ts';

/** Every example's `check` script runs it to the end. */
export const examples = () => runScripts(workspacePackages('examples'), (script) => script === 'check');

/** What a package generates and commits (`schema`, then `schema:check`) is what its code generates now. */
export const generated = () => runScripts(workspacePackages(), (script) => script.endsWith(':check'));

/** One after the other, as they may listen on fixed ports. That none is found is a mistake too. */
async function runScripts(
  packages: readonly WorkspacePackage[],
  isWanted: (script: string) => boolean,
): Promise<GateResult> {
  const runs = packages.flatMap(({ folder, path, manifest }) =>
    Object.keys(manifest.scripts ?? {})
      .filter(isWanted)
      .map((script) => ({ path, script, title: `${folder} ${script}` })),
  );
  if (runs.length === 0) return problemsResult(['no package has such a script']);
  const problems: string[] = [];
  for (const { path, script, title } of runs) {
    const { ok, output } = await runCommand('pnpm', ['run', script], { cwd: path });
    if (!ok) problems.push(`${title} failed:\n${output}`);
  }
  return problemsResult(problems, runs.map(({ title }) => title).join(', '));
}

/** The README's first command. */
export async function demo(): Promise<GateResult> {
  if (!existsSync(join(root, 'scripts/demo.mjs'))) return problemsResult(['scripts/demo.mjs is missing']);
  return runCommand(process.execPath, ['scripts/demo.mjs']);
}
