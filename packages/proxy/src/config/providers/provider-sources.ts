import type { RerankProviderFactory } from '@openrerank/core';
import type { Path } from '../config-error.ts';
import type { Findings } from '../findings.ts';
import type { FileConfig } from '../schema.ts';
import { listOf, type ProviderPackages } from './provider-packages.ts';

/** The providers that the file's `providers` names, by prefix. What cannot be loaded is a problem. */
export async function loadNamedProviders(
  providers: FileConfig['providers'],
  packages: ProviderPackages,
  findings: Findings,
): Promise<ReadonlyMap<string, RerankProviderFactory>> {
  const byPrefix = new Map<string, RerankProviderFactory>();
  for (const { prefix, specifier, path } of sourcesOf(providers)) {
    const found = await packages.load(specifier);
    if ('problem' in found) {
      findings.problem(path, found.problem);
      continue;
    }
    const factories = prefix === undefined ? [...found.value] : choose(prefix, specifier, found.value);
    if (factories.length === 0) {
      findings.problem(path, `the package provides ${listOf(found.value.keys())}, and it is not clear which is meant`);
    }
    for (const [id, factory] of factories) {
      if (byPrefix.has(id)) findings.problem(path, `another package in this list provides "${id}" already`);
      else byPrefix.set(id, factory);
    }
  }
  return byPrefix;
}

interface Source {
  /** Where the file gives the provider another prefix than its own. */
  readonly prefix: string | undefined;
  readonly specifier: string;
  readonly path: Path;
}

function sourcesOf(providers: FileConfig['providers']): readonly Source[] {
  if (providers === undefined) return [];
  if (Array.isArray(providers)) {
    return providers.map((specifier, index) => ({ prefix: undefined, specifier, path: ['providers', index] }));
  }
  return Object.entries(providers).map(([prefix, specifier]) => ({ prefix, specifier, path: ['providers', prefix] }));
}

/** Of a package with several providers the one of that name, else the one that the package is called after. A single one gets any name. */
function choose(
  prefix: string,
  specifier: string,
  factories: ReadonlyMap<string, RerankProviderFactory>,
): readonly (readonly [string, RerankProviderFactory])[] {
  const [only, ...others] = factories.values();
  const own = /provider-([^/]+)$/.exec(specifier)?.[1]?.replaceAll('-', '_') ?? '';
  const factory = factories.get(prefix) ?? (others.length === 0 ? only : factories.get(own));
  return factory === undefined ? [] : [[prefix, factory]];
}
