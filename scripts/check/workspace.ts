import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap.mjs';

/** The parts of a package.json that the gates read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface WorkspacePackage {
  /** The folder's name: `core`. */
  readonly folder: string;
  /** Absolute. */
  readonly path: string;
  readonly manifest: Manifest;
}

/** The packages of one workspace folder, by name. A folder without a manifest is left out. */
export function workspacePackages(workspace: 'packages' | 'examples' = 'packages'): readonly WorkspacePackage[] {
  return workspaceFolders(workspace)
    .map((folder) => ({ folder, path: join(root, workspace, folder) }))
    .filter(({ path }) => existsSync(join(path, 'package.json')))
    .map((found) => ({ ...found, manifest: readManifest(found.path) }));
}

/** Every folder in `packages` or `examples`, with or without a manifest. */
export function workspaceFolders(workspace: 'packages' | 'examples'): readonly string[] {
  const parent = join(root, workspace);
  if (!existsSync(parent)) return [];
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name);
}

/** One entry of a package that code can import. */
export interface ModuleEntry {
  /** As in `exports`: `.` or `./undici`. */
  readonly key: string;
  /** As users write it: `@openrerank/core/undici`. */
  readonly specifier: string;
  /** Relative to the package, with a leading `./`. */
  readonly source: string;
  readonly types: string;
}

/** The entries of a package, but for JSON files. */
export function moduleEntries({ name, exports = {} }: Manifest): readonly ModuleEntry[] {
  return Object.entries(exports).flatMap(([key, target]) => {
    if (typeof target === 'string') return [];
    const { source, types } = target;
    if (!source || !types) throw new Error(`${name}: the export ${key} needs the conditions source and types`);
    return [{ key, specifier: name + key.slice(1), source, types }];
  });
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
