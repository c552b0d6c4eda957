import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import type { Options } from 'tsup';
import config from '../tsup.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The package as it is built for Node: its threads run without what loads TypeScript into the tests. */
export interface Built {
  /** The file URL of the main entry. */
  readonly url: string;
  remove(): void;
}

/** Builds as tsup.config.ts says, to a folder from which the libraries are found as from `dist`. */
export async function buildForNode(): Promise<Built> {
  const [, forNode] = config as readonly Options[];
  const { entry, splitting, esbuildOptions } = forNode ?? {};
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'built-'));
  const options: BuildOptions = {
    absWorkingDir: root,
    entryPoints: entry as Record<string, string>,
    outdir,
    bundle: true,
    splitting: splitting ?? false,
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    logLevel: 'silent',
  };
  esbuildOptions?.(options, { format: 'esm' });
  await build(options);
  return {
    url: pathToFileURL(join(outdir, 'index.js')).href,
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
}
