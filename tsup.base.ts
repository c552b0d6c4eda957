import { defineConfig, type Options } from 'tsup';
import { thirdParty } from './scripts/build/third-party.ts';

/** One ESM build with rolled-up declarations; what `dependencies` names stays an import. */
export const library = (entry: string[], options: Options = {}): Options => ({
  entry,
  format: 'esm',
  target: 'es2023',
  platform: 'neutral',
  dts: true,
  clean: true,
  sourcemap: true,
  ...options,
});

/**
 * One ESM build that holds all it imports, down to the sources of our other packages: for Node, which takes long to read
 * the many files of a library.
 */
export const bundle = (entry: string[], { esbuildPlugins = [], outDir = 'dist', ...options }: Options): Options => ({
  ...library(entry),
  outDir,
  platform: 'node',
  dts: false,
  noExternal: [/./],
  esbuildPlugins: [...esbuildPlugins, thirdParty(`${outDir}/third-party.txt`)],
  esbuildOptions: (esbuild) => {
    esbuild.conditions = ['@openrerank/source', 'module', 'import'];
    esbuild.mainFields = ['module', 'main'];
    esbuild.chunkNames = 'chunks/[name]-[hash]';
  },
  ...options,
});

/**
 * A provider: a library for bundlers, which share its dependencies with the rest of an application, and a bundle for
 * Node, where importing zod takes longer than all else together.
 */
export const provider = (entry: string[]) =>
  defineConfig([library(entry, { clean: ['!node/**'] }), bundle(entry, { outDir: 'dist/node', splitting: false })]);
