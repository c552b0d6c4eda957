import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { rootFolder } from '../folders.ts';
import type { Once } from '../scenarios.ts';
import type { Measurement } from './measurement.ts';

const entries = { core: 'core/dist/index.js', sdk: 'sdk/dist/index.js' } as const;

/** What a user's bundle grows by, in kB of 1,000 bytes: with the packages of ours that an entry imports. */
export async function measureSizes({ id }: Once): Promise<readonly Measurement[]> {
  return Promise.all(
    Object.entries(entries).map(async ([variant, entry]) => {
      const { outputFiles } = await build({
        entryPoints: [join(rootFolder, 'packages', entry)],
        bundle: true,
        write: false,
        minify: true,
        format: 'esm',
        platform: 'neutral',
        mainFields: ['module', 'main'],
        target: 'es2023',
        external: ['zod', 'undici'],
        logLevel: 'silent',
      });
      const gzippedKb = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) / 1000;
      return { scenario: id, variant, round: 0, values: { gzippedKb } };
    }),
  );
}
