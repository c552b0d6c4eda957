import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import type { GateResult } from '../gate.ts';
import { workspaceFolders } from '../workspace.ts';

/** Every tsconfig, type tests included. Packages resolve to each other's sources, so nothing has to be built. */
export async function types(): Promise<GateResult> {
  const folders = [
    ...workspaceFolders('packages').map((name) => join('packages', name)),
    'scripts',
    ...workspaceFolders('examples').map((name) => join('examples', name)),
  ];
  const projects = folders.flatMap(projectsIn);
  const results = await mapLimited(projects, (project) => runCommand('tsc', ['--noEmit', '--project', project]));
  const ok = results.every((result) => result.ok);
  return { ok, output: results.map(({ output }) => output).join(''), note: `${projects.length} projects` };
}

function projectsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^tsconfig(\..+)?\.json$/.test(file))
    .map((file) => join(folder, file));
}
