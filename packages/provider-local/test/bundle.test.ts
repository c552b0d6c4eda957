import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const bundle = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../src/${entry}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    conditions: ['@openrerank/source'],
    // zod and core are bundled for neutral platforms by their own exports; only what this package adds counts here.
    external: ['zod', '@openrerank/core'],
  });
  return outputFiles[0]?.text ?? '';
};

it.each(['index.ts', 'bm25.ts'])('%s bundles for any runtime, with the English stop words alone', async (entry) => {
  const code = await bundle(entry);
  expect(code).toContain('"because"');
  expect(code).not.toContain('"weil"');
  expect(code.length).toBeLessThan(10_000);
});
