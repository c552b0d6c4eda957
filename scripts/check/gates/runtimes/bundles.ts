import { mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { root } from '../../../bootstrap.mjs';
import { type CommandResult, runCommand } from '../../command.ts';
import type { Trial } from './trial.ts';

interface Bundled extends Omit<Trial, 'run'> {
  /** In `programs/`. */
  readonly entry: string;
  /** In `programs/`: runs the bundle, which it is given with the upstream. */
  readonly host: string;
  readonly file: string;
  readonly options: BuildOptions;
}

const lambda = { entry: 'lambda.js', host: 'lambda-host.mjs' };
const node: BuildOptions = { platform: 'node', target: 'node20' };
const createRequire = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const bundles: readonly Bundled[] = [
  {
    name: 'browser (esbuild)',
    transports: ['fetch'],
    entry: 'browser.js',
    host: 'page-host.mjs',
    file: 'page.js',
    options: { platform: 'browser', format: 'iife' },
  },
  {
    name: 'workerd (miniflare)',
    transports: ['fetch'],
    entry: 'worker.js',
    host: 'workerd-host.mjs',
    file: 'worker.mjs',
    options: { platform: 'browser', format: 'esm', conditions: ['workerd', 'worker', 'browser'] },
  },
  {
    ...lambda,
    name: 'Lambda, ESM (esbuild)',
    transports: ['fetch', 'fetch'],
    // undici is CommonJS, and an ES module has no require.
    warns: true,
    file: 'function.mjs',
    options: { ...node, format: 'esm' },
  },
  {
    ...lambda,
    name: 'Lambda, ESM with the banner that the warning proposes',
    transports: ['undici', 'undici'],
    file: 'function.mjs',
    options: { ...node, format: 'esm', banner: { js: createRequire } },
  },
  {
    ...lambda,
    name: 'Lambda, CommonJS (esbuild)',
    transports: ['undici', 'undici'],
    file: 'function.cjs',
    options: { ...node, format: 'cjs' },
  },
];

/** One file for each target, with all that it needs, run where there is no node_modules. */
export const bundleTrials: readonly Trial[] = bundles.map(({ entry, host, file, options, ...trial }) => ({
  ...trial,
  async run({ folder, upstream }) {
    // Outside of the consumer's folder, in which imports that were not bundled would be found.
    const alone = mkdtempSync(join(dirname(folder), 'bundle-'));
    const bundle = join(alone, file);
    const { metafile } = await build({
      ...options,
      absWorkingDir: folder,
      entryPoints: [join(folder, 'programs', entry)],
      outfile: bundle,
      bundle: true,
      metafile: true,
      logLevel: 'silent',
    });
    const hasUndici = Object.keys(metafile.inputs).some((input) => input.includes('node_modules/undici/'));
    if (hasUndici !== (options.platform === 'node'))
      return failed(`the bundle ${hasUndici ? 'holds' : 'lacks'} undici`);
    const program = join(root, 'scripts/runtimes/programs', host);
    return runCommand(process.execPath, [program, bundle, upstream], { cwd: alone, timeoutMs: 60_000 });
  },
}));

const failed = (output: string): CommandResult => ({ ok: false, output, stdout: '' });
