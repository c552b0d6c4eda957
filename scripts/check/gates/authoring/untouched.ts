import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root } from '../../../bootstrap.mjs';
import { readManifest } from '../../workspace.ts';
import { forbiddenImports, manifestProblems } from '../boundaries.ts';

const left = new Set(['.git', '.turbo', 'coverage', 'dist', 'node_modules']);

/** Each file of a folder with a hash of what is in it. Paths are relative, with slashes. */
export type Snapshot = ReadonlyMap<string, string>;

export function snapshot(folder: string): Snapshot {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
      return [relative(folder, file).replaceAll('\\', '/'), hash];
    }),
  );
}

/** Files that are new, gone or changed. */
export const touched = (before: Snapshot, after: Snapshot): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file)).sort();

/** A copy of the repository without what is installed and built. */
export function copyRepository(to: string): void {
  cpSync(root, to, { recursive: true, filter: (path) => path === root || !left.has(basename(path)) });
}

/**
 * What a provider in `packages/` of a repository would have somebody change outside of its folder: one line per file that was
 * touched there, and per rule of the repository that it breaks.
 */
export async function intrusions(repository: string, folders: readonly string[], before: Snapshot) {
  const changes = touched(before, snapshot(repository));
  const outside = changes.filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)));
  const packages = folders.map((folder) => ({
    folder: basename(folder),
    manifest: readManifest(join(repository, folder)),
  }));
  linkDependencies(repository);
  const imports = await forbiddenImports(
    repository,
    folders.map((folder) => `${folder}/src`),
  );
  return {
    inside: changes.length - outside.length,
    outside: outside.length,
    problems: [...outside.map((file) => `${file} was touched`), ...manifestProblems(packages), ...imports],
  };
}

/** What the generated sources import, as an installation in the workspace would have it. */
function linkDependencies(repository: string): void {
  const links = {
    '@openrerank/core': join(repository, 'packages/core'),
    '@openrerank/shapes': join(repository, 'packages/shapes'),
    zod: realpathSync(join(root, 'packages/provider-compatible/node_modules/zod')),
  };
  for (const [name, target] of Object.entries(links)) {
    const link = join(repository, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, 'junction');
  }
}
