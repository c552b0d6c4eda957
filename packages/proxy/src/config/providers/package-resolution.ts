import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { moduleResolve } from 'import-meta-resolve';

/** Where a module is, what stands in the way of using it, or undefined where nothing of the name is installed. */
export type Resolution = { readonly url: string } | { readonly problem: string } | undefined;

/** The package's name in what may name a module inside it, or undefined where it can be none. */
export const packageNameOf = (specifier: string): string | undefined =>
  /^((?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*)(?:\/[\w./-]+)?$/i.exec(specifier)?.[1];

/** What names a file rather than a package. */
const isPath = (specifier: string): boolean => /^\.{1,2}([/\\]|$)/.test(specifier) || isAbsolute(specifier);

/**
 * Finds a package as a module in one of the folders would import it: the first folder from which it resolves counts. A
 * path is relative to the first folder.
 */
export function resolveModule(specifier: string, folders: readonly [string, ...string[]]): Resolution {
  if (specifier.startsWith('file:')) return { url: specifier };
  if (isPath(specifier)) return { url: pathToFileURL(resolve(folders[0], specifier)).href };
  if (packageNameOf(specifier) === undefined) return { problem: 'expected the name of a package, or a path with ./' };
  for (const folder of folders) {
    const found = resolveFrom(specifier, folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolveFrom(specifier: string, folder: string): Resolution {
  // The resolver takes the importing file, and only its folder matters.
  const importer = pathToFileURL(join(folder, 'config.yaml'));
  try {
    const { protocol, href } = moduleResolve(specifier, importer, conditions());
    return protocol === 'file:' ? { url: href } : { problem: "expected a package, not one of Node's own modules" };
  } catch (error) {
    const { code, url, message } = error as { readonly code?: string; readonly url?: string; readonly message: string };
    // The package is there where the resolver knows which of its files is not.
    if (code === 'ERR_MODULE_NOT_FOUND' && url === undefined) return undefined;
    return { problem: `the package is installed and cannot be imported: ${message}` };
  }
}

/** Those that Node resolves imports with, so that a provider is found as the proxy's own imports are. */
function conditions(): Set<string> {
  const flags = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  return new Set(['node', 'import', ...conditionFlags(flags)]);
}

/** The values of `--conditions=x`, `--conditions x`, `-C x` and `-C=x`. */
export function conditionFlags(flags: readonly string[]): readonly string[] {
  return flags.flatMap((flag, index) => {
    const [, value] = /^(?:--conditions|-C)(?:=(.*))?$/.exec(flag) ?? ['', ''];
    const named = value ?? flags[index + 1];
    return named ? [named] : [];
  });
}
