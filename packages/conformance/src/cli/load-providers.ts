import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RerankProviderFactory } from '@openrerank/core';

export interface LoadedProviders {
  /** The package's own. */
  readonly folder: string;
  readonly providers: readonly RerankProviderFactory[];
}

/** Imports a package as a program in `cwd` would, and picks the providers among its exports. */
export async function loadProviders(target: string, cwd: string): Promise<LoadedProviders> {
  const { folder, entry } = locate(target, cwd);
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await import(pathToFileURL(entry).href);
  } catch (error) {
    throw new Error(`${target} cannot be imported: ${error}`, { cause: error });
  }
  const providers = [...new Set(Object.values(exported).filter(isFactory))];
  if (providers.length > 0) return { folder, providers };
  const names = Object.keys(exported).join(', ') || 'nothing';
  throw new Error(`${target} exports no provider, only ${names}. A provider is what defineRerankProvider returns.`);
}

const isFactory = (value: unknown): value is RerankProviderFactory =>
  typeof value === 'function' && 'specVersion' in value && 'definition' in value;

function locate(target: string, cwd: string): { readonly folder: string; readonly entry: string } {
  const path = resolve(cwd, target);
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return { folder: path, entry: entryOf(path, target) };
    return { folder: packageAbove(dirname(path)) ?? dirname(path), entry: path };
  }
  const folder = installed(target, cwd);
  if (folder === undefined) {
    throw new Error(`There is no package and no file "${target}" here. Install it, or build it, then try again.`);
  }
  return { folder, entry: entryOf(folder, target) };
}

/** The folder of a package by its name: the one that `cwd` is in, or one that is installed for it. */
function installed(name: string, cwd: string): string | undefined {
  const own = packageAbove(cwd);
  if (own !== undefined && readManifest(own).name === name) return own;
  return ancestors(cwd)
    .map((folder) => join(folder, 'node_modules', name))
    .find((folder) => existsSync(join(folder, 'package.json')));
}

const packageAbove = (folder: string): string | undefined =>
  ancestors(folder).find((each) => existsSync(join(each, 'package.json')));

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

interface Manifest {
  readonly name?: string;
  readonly main?: string;
  readonly exports?: unknown;
}

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function entryOf(folder: string, target: string): string {
  if (!existsSync(join(folder, 'package.json'))) throw new Error(`${target} is a folder without a package.json.`);
  const { exports, main = 'index.js' } = readManifest(folder);
  const entry = exports === undefined ? main : mainExport(exports);
  if (entry === undefined) throw new Error(`The package ${target} has no main export to import.`);
  const path = join(folder, entry);
  if (existsSync(path)) return path;
  throw new Error(`The package ${target} has no ${entry}, which its package.json names. Build it first.`);
}

/** As Node reads `exports` for an import of the package's name. */
function mainExport(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (Array.isArray(exports)) return exports.map(mainExport).find((entry) => entry !== undefined);
  if (typeof exports !== 'object' || exports === null) return undefined;
  for (const [condition, value] of Object.entries(exports)) {
    if (!['.', 'node', 'import', 'module-sync', 'default'].includes(condition)) continue;
    const entry = mainExport(value);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
