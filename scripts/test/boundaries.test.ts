import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forbiddenImports, manifestProblems } from '../check/gates/boundaries.ts';

let workspace: string;

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'boundaries-')));
  for (const library of ['undici', 'zod']) {
    write(`node_modules/${library}/package.json`, JSON.stringify({ name: library, main: 'index.js' }));
    write(`node_modules/${library}/index.js`, '');
  }
});

afterEach(() => rmSync(workspace, { recursive: true }));

describe('forbiddenImports', () => {
  it('allows what the table allows', async () => {
    declare('core', [], ['undici']);
    declare('provider-acme', ['zod', '@openrerank/core']);
    write('packages/core/src/transport/undici.ts', "import 'node:stream'; import 'undici'; import '../errors.ts';");
    write('packages/core/src/errors.ts', 'export const code = 1;');
    write('packages/core/src/index.ts', "export * from './errors.ts';");
    write(
      'packages/provider-acme/src/index.ts',
      "import 'zod'; export * from './wire.ts'; export * from '@openrerank/core';",
    );
    write('packages/provider-acme/src/wire.ts', 'export type Wire = string;');
    expect(await check('core', 'provider-acme')).toEqual([]);
  });

  it('lets a provider with a row of its own do what other providers may not', async () => {
    declare('provider-local', []);
    declare('provider-local-cache', []);
    for (const folder of ['provider-local', 'provider-local-cache']) {
      write(`packages/${folder}/src/index.ts`, "import { Worker } from 'node:worker_threads';");
    }
    expect(await check('provider-local', 'provider-local-cache')).toEqual([
      expect.stringMatching(/^packages\/provider-local-cache\/src\/index.ts imports worker_threads: provider-\* may/),
    ]);
  });

  it.each([
    ['core', "import { readFileSync } from 'node:fs';", 'fs'],
    ['core', "import type { Agent } from 'undici';", 'undici'],
    ['provider-acme', "import { Buffer } from 'node:buffer';", 'buffer'],
    ['provider-acme', "import 'undici';", 'undici'],
    ['sdk', "import 'zod';", 'zod'],
  ])('reports that %s says %s', async (folder, statement, imported) => {
    declare(folder, ['undici', 'zod']);
    write(`packages/${folder}/src/index.ts`, statement);
    const [problem, ...others] = await check(folder);
    expect(others).toEqual([]);
    expect(problem).toContain(`packages/${folder}/src/index.ts imports `);
    expect(problem).toContain(imported);
  });

  it.each([
    ['nim-emulator', 'provider-nvidia-nim'],
    ['proxy', 'provider-nvidia-nim'],
    ['proxy', 'sdk'],
    ['sdk', 'proxy'],
    ['core', 'sdk'],
    ['provider-acme', 'provider-local'],
  ])('keeps %s from importing %s by its name', async (folder, other) => {
    declare(folder, [`@openrerank/${other}`]);
    declare(other, []);
    write(`packages/${other}/src/index.ts`, 'export const name = 1;');
    write(`packages/${folder}/src/index.ts`, `import '@openrerank/${other}';`);
    expect(await check(folder)).toEqual([
      expect.stringContaining(`packages/${folder}/src/index.ts imports packages/${other}/src/index.ts: `),
    ]);
  });

  it('refuses a path into another package, from packages and from examples', async () => {
    declare('sdk', []);
    write('packages/core/src/errors.ts', 'export const code = 1;');
    write('packages/sdk/src/index.ts', "import '../../core/src/errors.ts';");
    write('examples/basic/index.ts', "import '../../packages/core/src/errors.ts';");
    const problems = await forbiddenImports(workspace, ['packages/sdk/src', 'examples/basic']);
    expect(problems).toEqual([
      expect.stringMatching(/^examples\/basic\/index.ts imports packages\/core.*by its name/),
      expect.stringMatching(/^packages\/sdk\/src\/index.ts imports packages\/core.*by its name/),
    ]);
  });

  it('refuses what is not declared, not installed or circular', async () => {
    declare('proxy', []);
    write('packages/proxy/src/undeclared.ts', "import 'zod';");
    write('packages/proxy/src/missing.ts', "import 'left-pad';");
    write('packages/proxy/src/a.ts', "import { b } from './b.ts'; export const a = () => b;");
    write('packages/proxy/src/b.ts', "import { a } from './a.ts'; export const b = () => a;");
    const problems = (await check('proxy')).join('\n');
    expect(problems).toMatch(/undeclared.ts imports .*belongs in dependencies/);
    expect(problems).toMatch(/missing.ts imports left-pad: it is not installed/);
    expect(problems).toMatch(/a.ts imports packages\/proxy\/src\/b.ts: .*circle/);
  });
});

describe('manifestProblems', () => {
  const problems = (folder: string, dependencies: Record<string, string>) =>
    manifestProblems([{ folder, manifest: { name: folder, version: '0.0.0', dependencies } }]);

  it('allows a provider any library but the ones it must never use', () => {
    expect(problems('provider-acme', { '@openrerank/core': '1', 'acme-sdk': '1' })).toEqual([]);
    expect(problems('provider-acme', { undici: '7' })).toEqual([expect.stringContaining('depends on undici')]);
  });

  it('keeps core free of dependencies', () => {
    expect(problems('core', { tslib: '2' })).toEqual([
      expect.stringContaining('core may use no package of ours, no library'),
    ]);
  });

  it('keeps the proxy from every provider but the embedded one', () => {
    expect(problems('proxy', { '@openrerank/provider-local': '1' })).toEqual([]);
    expect(problems('proxy', { '@openrerank/provider-nvidia-nim': '1' })).toHaveLength(1);
  });

  it('asks for a row for a package that the table does not know', () => {
    expect(problems('bench', {})).toEqual([expect.stringContaining('scripts/check/layers.ts')]);
  });
});

const check = (...folders: string[]) =>
  forbiddenImports(
    workspace,
    folders.map((folder) => `packages/${folder}/src`),
  );

/** Writes a package's manifest and makes it findable by its name, as pnpm does. A peer is a devDependency too. */
function declare(folder: string, dependencies: readonly string[], peers: readonly string[] = []) {
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '*']));
  const manifest = {
    name: `@openrerank/${folder}`,
    exports: { '@openrerank/source': './src/index.ts' },
    dependencies: versions(dependencies),
    peerDependencies: versions(peers),
    devDependencies: versions(peers),
  };
  write(`packages/${folder}/package.json`, JSON.stringify(manifest));
  mkdirSync(join(workspace, 'node_modules/@openrerank'), { recursive: true });
  symlinkSync(join(workspace, 'packages', folder), join(workspace, 'node_modules/@openrerank', folder));
}

function write(path: string, content: string) {
  const file = join(workspace, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
