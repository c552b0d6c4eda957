import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../../bootstrap.mjs';
import type { GateResult } from '../gate.ts';

interface SizeLimit {
  readonly name: string;
  /** Below `packages/`, as built. */
  readonly entry: string;
  /** In kB (1000 bytes), minified and gzipped, with the packages of ours that it imports, without zod and undici. */
  readonly limit: number;
  readonly conditions?: string[];
}

/** What a user's bundle grows by. Raise a limit only together with a reason in the changeset. */
const limits: readonly SizeLimit[] = [
  { name: 'core', entry: 'core/dist/index.js', limit: 15.2 },
  { name: 'sdk', entry: 'sdk/dist/index.js', limit: 14.8 },
  { name: 'sdk on Node', entry: 'sdk/dist/index.js', limit: 16.6, conditions: ['node'] },
  { name: 'sdk/fetch', entry: 'sdk/dist/fetch.js', limit: 14.8 },
  { name: 'provider-nvidia-nim', entry: 'provider-nvidia-nim/dist/index.js', limit: 8 },
  { name: 'provider-local', entry: 'provider-local/dist/index.js', limit: 10 },
];

/** The bundles stay small; the sizes are printed in any case. */
export async function size(): Promise<GateResult> {
  const sizes = await Promise.all(limits.map(async (row) => ({ ...row, size: await gzippedSize(row) })));
  return {
    ok: sizes.every((row) => row.size <= row.limit),
    output: sizes.map((row) => `${row.name}: ${row.size.toFixed(1)} kB of ${row.limit} kB`).join('\n'),
    note: sizes
      .map((row) => `${row.name} ${row.size.toFixed(1)}/${row.limit}`)
      .join(', ')
      .concat(' kB'),
  };
}

async function gzippedSize({ entry, conditions = [] }: SizeLimit): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'packages', entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    conditions,
    mainFields: ['module', 'main'],
    target: 'es2023',
    external: ['zod', 'undici'],
    logLevel: 'silent',
  });
  return outputFiles.reduce((sum, file) => sum + gzipSync(file.contents).length, 0) / 1000;
}
