import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The packages that may provide a prefix, by convention: ours first, then third parties'. */
export function packageNames(prefix: string): readonly [string, string] {
  const name = prefix.toLowerCase().replaceAll('_', '-');
  return [`@openrerank/provider-${name}`, `openrerank-provider-${name}`];
}

/** The prefixes of the provider packages that can be imported from the folders, for telling a typing error. */
export async function installedPrefixes(folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    [...new Set(folders.flatMap(ancestors))].flatMap((folder) => [
      list(join(folder, 'node_modules', '@openrerank'), 'provider-'),
      list(join(folder, 'node_modules'), 'openrerank-provider-'),
    ]),
  );
  return [...new Set(found.flat())];
}

async function list(folder: string, start: string): Promise<readonly string[]> {
  // No such folder is the usual case, and one that cannot be read holds no suggestion.
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length).replaceAll('-', '_'));
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
