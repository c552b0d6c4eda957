import { fileURLToPath } from 'node:url';
import type { RerankProviderFactory } from '@openrerank/core';
import { local } from '@openrerank/provider-local';
import { distance } from 'fastest-levenshtein';
import { nearest } from '../../nearest.ts';
import { type Factories, factoriesIn } from './factories.ts';
import { installedPrefixes, packageNames } from './installed.ts';
import { packageNameOf, resolveModule } from './package-resolution.ts';

/** Finds the provider of a model-string prefix among the packages that are installed. */
export interface ProviderPackages {
  /** What a package exports. Its code runs. */
  load(specifier: string): Promise<Found<Factories>>;
  /** By naming convention. */
  find(prefix: string): Promise<Found<RerankProviderFactory>>;
  /** The prefix that was probably meant by one that leads nowhere. */
  suggest(prefix: string, known: Iterable<string>): Promise<string | undefined>;
}

export type Found<T> = { readonly value: T } | { readonly problem: string; readonly missing?: true };

// The proxy's own place: for `npx` and global installs, where a provider is installed beside the proxy.
const ownFolder = fileURLToPath(new URL('.', import.meta.url));

/** `folder` is the config file's: packages are looked up from there first. */
export function createProviderPackages(folder: string): ProviderPackages {
  const folders = [folder, ownFolder] as const;

  const load = async (specifier: string): Promise<Found<Factories>> => {
    const resolution = resolveModule(specifier, folders);
    if (resolution === undefined) {
      return {
        missing: true,
        problem: `the package "${specifier}" is not installed: ${installHint(specifier, folder)}`,
      };
    }
    if ('problem' in resolution) return { problem: `"${specifier}": ${resolution.problem}` };
    try {
      const found = factoriesIn(await import(resolution.url));
      return 'problem' in found ? { problem: `"${specifier}" ${found.problem}` } : { value: found.factories };
    } catch (error) {
      return { problem: `"${specifier}" failed to load: ${firstLine(error)}` };
    }
  };

  const find = async (prefix: string): Promise<Found<RerankProviderFactory>> => {
    if (prefix === local.definition.id) return { value: local };
    const names = packageNames(prefix);
    for (const name of names) {
      const found = await load(name);
      if ('problem' in found) {
        if (found.missing) continue;
        return found;
      }
      const factory = found.value.get(prefix);
      if (factory !== undefined) return { value: factory };
      return {
        problem: `"${name}" provides ${listOf(found.value.keys())}, not "${prefix}"; write the model with that`,
      };
    }
    return { missing: true, problem: `no provider "${prefix}" is installed: ${installHint(names[0], folder)}` };
  };

  const suggest = async (prefix: string, known: Iterable<string>) => {
    const names = new Set([local.definition.id, ...known, ...(await installedPrefixes(folders))]);
    const meant = nearest(prefix, names);
    // Short names are near to each other by chance, and another program's provider is not a typing error.
    return meant !== undefined && distance(prefix.toLowerCase(), meant) <= prefix.length / 4 ? meant : undefined;
  };

  return { load, find, suggest };
}

const installHint = (specifier: string, folder: string): string =>
  `run "npm install ${packageNameOf(specifier)}" in ${folder} (searched from there and from ${ownFolder})`;

export const listOf = (names: Iterable<string>): string => [...names].map((name) => `"${name}"`).join(', ');

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}
