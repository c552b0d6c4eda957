import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../bootstrap.mjs';
import { sourceCondition } from '../check/workspace.ts';
import { instrument } from './instrument.ts';

/** The sources of our packages. What npm packages and the programs of this folder do is not counted. */
const ownSource = /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/;

/**
 * Bundles the programs into `outdir`, under their names, with every function of the sources in `packages/` reporting when
 * it is entered. Syntax is kept, so that functions are those of the sources.
 */
export async function bundleTraced(programs: readonly string[], outdir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: programs.map((name) => join(root, 'scripts/trace/programs', `${name}.ts`)),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'esnext',
    conditions: [sourceCondition, 'module', 'import'],
    mainFields: ['module', 'main'],
    // Reads files of its packages; only the documentation page imports it.
    external: ['fastify', '@fastify/*'],
    // For the CommonJS modules in the bundle.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    plugins: [traced],
    logLevel: 'error',
  });
}

const traced: Plugin = {
  name: 'traced',
  setup({ onLoad }) {
    onLoad({ filter: ownSource }, async ({ path }) => {
      const file = relative(root, path);
      if (file.startsWith('..') || file.includes('node_modules')) return undefined;
      const contents = instrument(await readFile(path, 'utf8'), file.replaceAll(sep, '/'));
      return { contents, loader: 'ts' };
    });
  },
};
