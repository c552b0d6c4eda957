import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, workspaceFolders } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import type { GateResult } from '../gate.ts';

/** Every tsconfig, type tests included. Packages resolve to each other's sources, so nothing has to be built. */
export async function types(): Promise<GateResult> {
  const projects = ['scripts', ...workspaceFolders()].flatMap(projectsIn);
  const results = await mapLimited(projects, (project) => runCommand('tsc', ['--noEmit', '--project', project]));
  const ok = results.every((result) => result.ok);
  return { ok, output: results.map(({ output }) => output).join(''), note: `${projects.length} projects` };
}

function projectsIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((file) => /^tsconfig(\..+)?\.json$/.test(file))
    .map((file) => join(folder, file));
}
