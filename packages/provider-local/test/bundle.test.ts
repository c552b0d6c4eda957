import { fileURLToPath } from 'node:url';
import { createRegistry } from '@openrerank/core';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { local as Local } from '../src/index.ts';

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

describe('where there is no Node', () => {
  const load = async (): Promise<typeof Local> => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: ['@openrerank/source', 'import'],
    });
    const { local } = await import(
      /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`
    );
    return local;
  };

  it.each([
    ['local/hybrid', 'local/hybrid runs in Node only. local/bm25 runs everywhere.'],
    ['local/onnx/./mine', 'local/onnx runs in Node only. local/bm25 runs everywhere.'],
  ])('%s says so', async (id, message) => {
    const registry = createRegistry({ providers: [(await load())()], env: {} });
    const call = registry.resolve(id).rerank({ query: 'a', documents: ['a'] });
    await expect(call).rejects.toMatchObject({ code: 'unsupported', message });
  });

  it('local/bm25 ranks', async () => {
    const registry = createRegistry({ providers: [(await load())()], env: {} });
    const { results } = await registry.resolve('local/bm25').rerank({ query: 'a wing', documents: ['boat', 'wings'] });
    expect(results[0]?.index).toBe(1);
  });
});
