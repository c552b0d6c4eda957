import { readFileSync } from 'node:fs';

/** As much of a manifest as is read. */
interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** One folder up from src and from dist alike. */
export const ownManifest: Manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/**
 * The versions of one of our packages that a new package is to depend on: those that this release was tested with, which
 * stand in its published manifest. A checkout has no released versions; there all packages pass for having this one's.
 */
export function rangeOf(name: string, { version, devDependencies }: Manifest = ownManifest): string {
  const range = devDependencies[`@openrerank/${name}`];
  return range === undefined || range.startsWith('workspace:') ? `^${version}` : range;
}
