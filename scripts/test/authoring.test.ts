import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../bootstrap.mjs';
import { type Exchange, readExchange, startVendor, vendorKey } from '../check/gates/authoring/exchanges.ts';
import { fromTarballs } from '../check/gates/authoring/install.ts';
import { driftProblems, lockfileProblems, withoutOurs } from '../check/gates/authoring/lockfile.ts';
import { copyRepository, intrusions, snapshot, touched } from '../check/gates/authoring/untouched.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'openrerank-authoring-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe('the example’s lockfile', () => {
  const manifest = { dependencies: { '@openrerank/core': '^0.1.0', zod: '^4.0.0' } };
  const lock = (packages: object) => ({ lockfileVersion: 3, packages: { '': { version: '0.0.0' }, ...packages } });
  const zod = { version: '4.1.0', resolved: 'https://registry.npmjs.org/zod/-/zod-4.1.0.tgz', integrity: 'sha512-a' };
  const written = lock({
    'node_modules/@openrerank/core': { version: '0.0.0', resolved: 'file:../tarballs/core.tgz' },
    'node_modules/zod': { ...zod, resolved: 'https://mirror.example/npm/zod/-/zod-4.1.0.tgz' },
    'node_modules/a/node_modules/@b/c': { version: '1.0.0' },
  });

  it('is committed without our packages, and with the public registry’s addresses', () => {
    const committed = withoutOurs(written, manifest);
    expect(committed).toEqual({
      lockfileVersion: 3,
      packages: {
        '': { version: '0.0.0', ...manifest },
        'node_modules/zod': zod,
        'node_modules/a/node_modules/@b/c': {
          version: '1.0.0',
          resolved: 'https://registry.npmjs.org/@b/c/-/c-1.0.0.tgz',
        },
      },
    });
    expect(lockfileProblems(committed)).toEqual([]);
  });

  it('may hold nothing of ours, of a mirror or of a machine', () => {
    expect(lockfileProblems(written)).toEqual([
      expect.stringContaining('@openrerank/core'),
      expect.stringContaining('from https://mirror.example/'),
      expect.stringContaining('@b/c from nowhere'),
    ]);
  });

  it('has the versions that npm installs', () => {
    const installed = (version: string) => lock({ 'node_modules/zod': { version } });
    expect(driftProblems(manifest, lock({ 'node_modules/zod': zod }), installed('4.1.0'))).toEqual([]);
    expect(driftProblems(manifest, lock({ 'node_modules/zod': zod }), installed('4.2.0'))).toEqual([
      expect.stringContaining('zod 4.1.0, and npm installed 4.2.0'),
    ]);
    expect(driftProblems(manifest, lock({}), installed('4.2.0'))).toEqual([expect.stringContaining('zod none')]);
  });
});

describe('fromTarballs', () => {
  it('takes our packages from their tarballs, however deep, and others from the registry', () => {
    const packed = { '@openrerank/core': 'file:/t/core.tgz', '@openrerank/sdk': 'file:/t/sdk.tgz' };
    const manifest = {
      name: 'x',
      dependencies: { '@openrerank/core': '^1.0.0' },
      devDependencies: { vitest: '^4.0.0' },
    };
    expect(fromTarballs(manifest, packed)).toEqual({
      name: 'x',
      dependencies: { '@openrerank/core': 'file:/t/core.tgz' },
      devDependencies: { vitest: '^4.0.0' },
      overrides: { '@openrerank/core': '$@openrerank/core', '@openrerank/sdk': 'file:/t/sdk.tgz' },
    });
  });
});

describe('touched', () => {
  it('finds files that are new, changed and gone', () => {
    const folder = temporaryFolder();
    write(folder, { 'a/same.ts': '1', 'a/changed.ts': '1', 'gone.ts': '1' });
    const before = snapshot(folder);
    rmSync(join(folder, 'gone.ts'));
    write(folder, { 'a/changed.ts': '2', 'b/new.ts': '1' });
    expect(touched(before, snapshot(folder))).toEqual(['a/changed.ts', 'b/new.ts', 'gone.ts']);
  });
});

describe('copyRepository', () => {
  const files = { '.gitignore': '.cache/\n*.log\n', 'a/b.ts': '1', 'new.ts': '1', 'gone.ts': '1' };
  const left = { 'a/.cache/big': '1', 'a/x.log': '1' };
  const copyOf = async (repository: string) => {
    const to = join(temporaryFolder(), 'copy');
    await copyRepository(to, repository);
    return [...snapshot(to).keys()].sort();
  };
  const git = (repository: string, ...args: string[]) =>
    execFileSync('git', args, { cwd: repository, stdio: 'ignore' });

  it('copies what git has or would take, without what it ignores and what is deleted', async () => {
    const repository = temporaryFolder();
    write(repository, { ...files, ...left });
    git(repository, 'init');
    git(repository, 'add', '.gitignore', 'a', 'gone.ts');
    rmSync(join(repository, 'gone.ts'));
    expect(await copyOf(repository)).toEqual(['.gitignore', 'a/b.ts', 'new.ts']);
  });

  it('copies an archive without what is installed, built and cached', async () => {
    const repository = temporaryFolder();
    write(repository, { ...files, ...left, 'a/node_modules/x/index.js': '1' });
    expect(await copyOf(repository)).toEqual(['.gitignore', 'a/b.ts', 'a/x.log', 'gone.ts', 'new.ts']);
  });
});

describe('intrusions', () => {
  const provider = (source: string, dependencies: object = {}) => ({
    'packages/core/package.json': JSON.stringify({ name: '@openrerank/core' }),
    'packages/provider-x/package.json': JSON.stringify({ name: 'openrerank-provider-x', dependencies }),
    'packages/provider-x/src/index.ts': source,
  });
  const measure = async (files: Readonly<Record<string, string>>) => {
    const repository = temporaryFolder();
    write(repository, { 'docs/list.md': 'none' });
    const before = snapshot(repository);
    write(repository, files);
    return intrusions(repository, ['packages/provider-x'], before);
  };

  it('counts what was touched in and outside of the provider’s folder', async () => {
    const { inside, outside, problems } = await measure({
      ...provider('export const x = 1;\n'),
      'docs/list.md': 'x',
    });
    expect([inside, outside]).toEqual([2, 2]);
    expect(problems).toEqual(['docs/list.md was touched', 'packages/core/package.json was touched']);
  });

  it('holds a provider to the rules for providers', async () => {
    const { problems } = await measure(
      provider(`import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n`, {
        '@openrerank/sdk': '^1.0.0',
      }),
    );
    expect(problems).toContainEqual(expect.stringContaining('depends on @openrerank/sdk'));
    expect(problems).toContainEqual(expect.stringContaining('imports fs'));
  });
});

describe('the fake vendor', () => {
  const exchange: Exchange = {
    model: 'm',
    query: 'q',
    documents: ['a', 'b'],
    request: { url: 'https://api.acme.example/v1/rank', body: { question: 'q' } },
    response: { scores: [1, 2] },
    indices: [1, 0],
  };
  const open = async () => {
    const vendor = await startVendor([exchange]);
    onTestFinished(() => vendor.close());
    const ask = async (path: string, body: string, key: string) => {
      const headers = { authorization: `Bearer ${key}` };
      const response = await fetch(`${vendor.url}${path}`, { method: 'POST', headers, body });
      return { status: response.status, body: (await response.json()) as unknown };
    };
    return { vendor, ask };
  };

  it('answers what it knows, and counts it', async () => {
    const { vendor, ask } = await open();
    expect(await ask('/v1/rank', '{"question":"q"}', vendorKey)).toEqual({ status: 200, body: { scores: [1, 2] } });
    expect(vendor.answered()).toBe(1);
  });

  it('refuses another route, another body and another key', async () => {
    const { vendor, ask } = await open();
    expect(await ask('/rank', '{"question":"q"}', vendorKey)).toMatchObject({ status: 400 });
    expect(await ask('/v1/rank', '{"question":"q","x":1}', vendorKey)).toMatchObject({ status: 400 });
    expect(await ask('/v1/rank', 'no JSON', vendorKey)).toMatchObject({ status: 400 });
    expect(await ask('/v1/rank', '{"question":"q"}', 'other')).toMatchObject({ status: 401 });
    expect(vendor.answered()).toBe(0);
  });
});

describe('readExchange', () => {
  it('reads a fixture, with the order in which its documents rank', () => {
    const folder = temporaryFolder();
    const files = {
      input: { input: { model: 'm', query: 'q', passages: [{ text: 'a' }, { text: 'b' }] } },
      request: { url: 'https://h/r', body: 1 },
      response: [],
      result: {
        ranking: [
          { index: 0, relevanceScore: 0.1 },
          { index: 1, relevanceScore: 0.9 },
        ],
      },
    };
    for (const [name, content] of Object.entries(files)) {
      write(folder, { [`test/fixtures/plain/${name}.json`]: JSON.stringify(content) });
    }
    expect(readExchange(folder, 'plain')).toEqual({
      model: 'm',
      query: 'q',
      documents: ['a', 'b'],
      request: { url: 'https://h/r', body: 1 },
      response: [],
      indices: [1, 0],
    });
  });
});

describe('CONTRIBUTING.md', () => {
  it('names, for a provider of this repository, each command that writes files anew', () => {
    const section = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
      .split(/^## /m)
      .find((part) => part.startsWith('Adding a provider'));
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly scripts: Record<string, string>;
    };
    const writers = Object.keys(scripts).filter((name) => scripts[name]?.includes('--update'));
    expect(writers).toEqual(expect.arrayContaining(['api', 'providers']));
    for (const name of writers) expect(section).toContain(`npm run ${name}`);
    expect(section).toContain('api/provider-<name>.api.md');
  });
});
