import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { benchFolder, cacheFolder } from '../folders.ts';

const sources = join(benchFolder, 'programs');
const built = join(cacheFolder, 'programs');

/** Compiles the programs that run as processes of their own, so that nothing compiles while it is measured. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: readdirSync(sources)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(sources, file)),
    outdir: built,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    logLevel: 'warning',
  });
}

/** A program of bench/programs, ready to run. */
export const programFile = (name: string): string => join(built, `${name}.mjs`);
