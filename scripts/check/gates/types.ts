import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, workspaceFolders } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import type { GateResult } from '../gate.ts';

const cache = join(root, 'node_modules/.cache/gates');

interface Project {
  /** Absolute. */
  readonly file: string;
  readonly config: { readonly include?: readonly string[] };
}

/** Every project of the workspace, type tests included. Packages resolve to each other's sources: nothing is built. */
export async function types(): Promise<GateResult> {
  const projects = ['scripts', ...workspaceFolders()].flatMap(projectsIn);
  const files = mergeProjects(projects);
  const results = await mapLimited(files, (file) => runCommand('tsc', ['--noEmit', '--project', file]));
  const ok = results.every((result) => result.ok);
  return { ok, output: results.map(({ output }) => output).join(''), note: `${projects.length} projects` };
}

function projectsIn(folder: string): readonly Project[] {
  return readdirSync(join(root, folder))
    .filter((name) => /^tsconfig(\..+)?\.json$/.test(name))
    .map((name) => join(root, folder, name))
    .map((file) => ({ file, config: JSON.parse(readFileSync(file, 'utf8')) as Project['config'] }));
}

/** One compilation for all projects that only name their files, which is several times faster than one for each. */
function mergeProjects(projects: readonly Project[]): readonly string[] {
  const plain = projects.filter(({ config }) =>
    Object.keys(config).every((key) => ['extends', 'include'].includes(key)),
  );
  const include = plain.flatMap(({ file, config }) => (config.include ?? []).map((path) => join(dirname(file), path)));
  const merged = join(cache, 'tsconfig.json');
  mkdirSync(cache, { recursive: true });
  const loose = ['*.ts', 'packages/*/*.ts'].map((pattern) => join(root, pattern));
  writeFileSync(merged, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include: [...include, ...loose] }));
  return [merged, ...projects.filter((project) => !plain.includes(project)).map(({ file }) => file)];
}
