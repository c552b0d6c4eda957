import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { lean } from '../../bundle/lean.ts';

const resolveDir = fileURLToPath(new URL('..', import.meta.url));

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [lean()],
  });
  return outputFiles[0]?.text ?? '';
}

it.each([
  ['undici', "import { Agent } from 'undici'; new Agent();", 'function connectH2', 'client-h2.js'],
  ['pino', "import { pino } from 'pino'; pino();", 'function transport(', 'transport.js'],
])('keeps a part of %s that is rarely called, for when it is', async (_name, entry, declaration, file) => {
  const text = await bundled(entry);
  expect(text).toContain(declaration);
  // The stand-in, and in it the call that evaluates the part itself.
  expect(text).toMatch(
    new RegExp(
      `"later:${file}"\\(exports, module\\) \\{\\s+module\\.exports = \\(\\.\\.\\.args\\) => require_(?!later)`,
    ),
  );
});

it('takes of undici no more than its client', async () => {
  const text = await bundled("import { Agent } from 'undici'; new Agent();");
  expect(text).not.toContain('class MockAgent');
  await expect(bundled("import { MockAgent } from 'undici'; new MockAgent();")).rejects.toThrow('No matching export');
});

it('writes no path of this machine into the bundle', async () => {
  expect(await bundled("import { Agent } from 'undici'; new Agent();")).not.toContain(
    resolveDir.split('/packages/')[0],
  );
});
