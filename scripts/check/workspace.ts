import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, workspaceFolders } from '../bootstrap.mjs';

/** A file, or files by further conditions. */
export type ExportTarget = string | { readonly [condition: string]: ExportTarget };

/** The parts of a package.json that the gates read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, ExportTarget>>>>;
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

/** The packages in `packages/` or `examples/`. A folder without a manifest is left out. */
export function workspacePackages(workspace: 'packages' | 'examples' = 'packages'): readonly WorkspacePackage[] {
  return workspaceFolders()
    .filter((folder) => folder.startsWith(`${workspace}/`) && existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const path = join(root, folder);
      return { folder: folder.slice(workspace.length + 1), path, manifest: readManifest(path) };
    });
}

/**
 * The export condition that leads to a package's sources. A name of our own: others use plain `source` too, and would be
 * resolved to TypeScript.
 */
export const sourceCondition = '@openrerank/source';

/** One entry of a package that code can import. */
export interface ModuleEntry {
  /** As in `exports`: `.` or `./undici`. */
  readonly key: string;
  /** As users write it: `@openrerank/core/undici`. */
  readonly specifier: string;
  /** Relative to the package, with a leading `./`. Where conditions choose among several, the one for any runtime. */
  readonly source: string;
  readonly types: string;
}

/** The entries of a package, but for JSON files. */
export function moduleEntries({ name, exports = {} }: Manifest): readonly ModuleEntry[] {
  return Object.entries(exports).flatMap(([key, target]) => {
    if (typeof target === 'string') return [];
    const source = anyRuntime(target[sourceCondition]);
    const types = anyRuntime(target['types']);
    if (!source || !types) {
      throw new Error(`${name}: the export ${key} needs the conditions ${sourceCondition} and types`);
    }
    return [{ key, specifier: name + key.slice(1), source, types }];
  });
}

/** The file for a runtime that none of the conditions names. */
function anyRuntime(target: ExportTarget | undefined): string | undefined {
  return typeof target === 'object' ? anyRuntime(target['default']) : target;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
