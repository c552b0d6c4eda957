import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root } from '../../../bootstrap.mjs';
import { runCommand } from '../../command.ts';
import { readManifest } from '../../workspace.ts';
import { forbiddenImports, manifestProblems } from '../boundaries.ts';

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

/** A copy of the repository without what git ignores: what is installed, built or cached. */
export async function copyRepository(to: string, from: string = root): Promise<void> {
  for (const file of await ownFiles(from)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
}

async function ownFiles(repository: string): Promise<readonly string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { ok, stdout } = await runCommand('git', args, { cwd: repository });
  const listed = ok ? stdout.split('\0').filter((file) => file !== '') : [];
  // An archive of the sources has no git, or one around it that knows nothing of it.
  const files = listed.length > 0 ? listed : withoutIgnored(repository);
  // A file that is deleted and not yet committed is listed too.
  return files.filter((file) => statSync(join(repository, file), { throwIfNoEntry: false })?.isFile());
}

const ignored = new Set(['.cache', '.git', '.turbo', 'coverage', 'dist', 'node_modules']);

const withoutIgnored = (repository: string, folder = ''): readonly string[] =>
  readdirSync(join(repository, folder), { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? withoutIgnored(repository, path) : [path];
    });

/**
 * What the generator touched outside of the folders that it was told to write to, one line per file, and each rule of the
 * repository that the providers in them break. What a provider of this repository needs besides is told in CONTRIBUTING.md.
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
