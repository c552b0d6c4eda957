import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WireShape } from './answers.ts';

/** A file of a package. */
export interface PackageFile {
  /** Relative to the package, with slashes. */
  readonly path: string;
  readonly text: string;
}

// One folder up from src and from dist alike.
const folder = new URL('../template/', import.meta.url);

/** The files of a shape, as they stand in the template: those that every package has, and its own. */
export const templateFiles = (shape: WireShape): readonly PackageFile[] =>
  [...filesIn(new URL('common/', folder)), ...filesIn(new URL(`${shape}/`, folder))].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );

function filesIn(part: URL): readonly PackageFile[] {
  const root = fileURLToPath(part);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return { path: withOwnName(relative(root, file).replaceAll('\\', '/')), text: readFileSync(file, 'utf8') };
    });
}

/** Names that a tool would take at their word inside a package, as npm does `.gitignore`. */
const ownNames: Readonly<Record<string, string>> = {
  _changeset: '.changeset',
  _gitignore: '.gitignore',
  '_package.json': 'package.json',
};

const withOwnName = (path: string): string => path.replace(/^[^/]+/, (name) => ownNames[name] ?? name);

/** Puts a value into each place that is marked as `__name__`. Throws an `Error` for a name that has none. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/__([A-Za-z]+)__/g, (_mark, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`The template asks for "${name}", which has no value.`);
    return value;
  });
}
