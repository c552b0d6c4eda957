import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RerankProviderFactory } from '@openrerank/core';

/**
 * Where the fixtures of a provider are: the folder that the user names, or the package's `test/fixtures`. A package of
 * several providers has a folder in it for each, by its id. Undefined for a provider without HTTP.
 */
export function fixturesFolder(
  { definition }: RerankProviderFactory,
  providers: number,
  packageFolder: string,
  named: string | undefined,
  cwd: string,
): string | undefined {
  if (Object.values(definition.endpoints ?? {}).every((endpoint) => 'rank' in endpoint)) return undefined;
  const folder = named === undefined ? join(packageFolder, 'test/fixtures') : resolve(cwd, named);
  if (!existsSync(folder)) {
    throw new Error(`There are no fixtures of "${definition.id}" at ${folder}. Say where they are with --fixtures.`);
  }
  const names = [definition.id, definition.id.replaceAll('_', '-')];
  const own = providers > 1 ? names.map((name) => join(folder, name)).find((path) => existsSync(path)) : undefined;
  return own ?? folder;
}
