import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { neutralEntries, nodeUses } from '../check/gates/neutral.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neutral-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function usesIn(code: string) {
  writeFileSync(join(folder, 'index.ts'), code);
  return (await nodeUses([{ specifier: './index.ts', resolveDir: folder }])).join('\n');
}

describe('nodeUses', () => {
  it('finds none in code that asks whether Node is there', async () => {
    expect(await usesIn("export const key = (globalThis as any).process?.env.KEY; export const f = fetch('x');")).toBe(
      '',
    );
  });

  it.each(['node:fs', 'fs', 'undici'])('finds an import of %s', async (module) => {
    expect(await usesIn(`import * as it from '${module}'; export const x = it;`)).toContain(module);
  });

  it('finds an import in a file that the entry imports', async () => {
    writeFileSync(join(folder, 'inner.ts'), "export { Buffer } from 'node:buffer';");
    expect(await usesIn("export * from './inner.ts';")).toContain('inner.ts');
  });

  it.each(['process.env.KEY', "Buffer.from('')", '__dirname'])('finds the global in %s', async (expression) => {
    expect(await usesIn(`export const x = ${expression};`)).toContain('which only Node has');
  });
});

describe('neutralEntries', () => {
  const entry = (name: string) => ({ '@openrerank/source': `./src/${name}.ts`, types: `./dist/${name}.d.ts` });
  const keys = (folder: string, exports: Record<string, ReturnType<typeof entry>>) =>
    neutralEntries({ folder, manifest: { name: folder, version: '0.0.0', exports } }).map(({ key }) => key);

  it('takes all entries of a package for every runtime, but its exceptions', () => {
    const diagnostics = entry('instrumentation/diagnostics');
    const undici = entry('transport/undici');
    expect(keys('core', { '.': entry('index'), './undici': undici, './diagnostics': diagnostics })).toEqual(['.']);
    expect(keys('sdk', { '.': entry('index'), './undici': entry('undici') })).toEqual(['.']);
    expect(keys('provider-acme', { '.': entry('index'), './models': entry('models') })).toEqual(['.', './models']);
  });

  it('takes only the named entries of a package for Node', () => {
    expect(keys('provider-local', { '.': entry('index'), './threads': entry('threads') })).toEqual(['.']);
    expect(keys('proxy', { '.': entry('index') })).toEqual([]);
  });
});
