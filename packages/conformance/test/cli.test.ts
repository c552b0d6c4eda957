import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/cli/run.ts';
import { fixtures, fixturesWith } from './support/acme.ts';
import { writeFixtures } from './support/write-fixtures.ts';

const support = new URL('./support/acme.ts', import.meta.url).href;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

/** A package of providers, in a folder of its own below the working one. */
function writePackage(at: string, source: string, manifest: object = { exports: './index.js' }) {
  write(join(at, 'package.json'), JSON.stringify({ name: 'acme-provider', type: 'module', ...manifest }));
  write(join(at, 'index.js'), source);
}

const good = `export { acme } from ${JSON.stringify(support)};\nexport const version = '1';\n`;

async function conformance(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const terminal = { out: (text: string) => lines.push(text), err: (text: string) => errors.push(text) };
  const code = await run(args, '1.2.3', folder, terminal);
  return { code, out: lines.join('\n'), err: errors.join('\n') };
}

describe('the command', () => {
  test('prints a line a group for a good provider, and ends with 0', async () => {
    writePackage('.', good);
    writeFixtures(join(folder, 'test/fixtures'), fixtures);
    const { code, out } = await conformance('acme-provider');
    expect(out).toMatch(/^acme\n {2}✓ definition \(\d+\)\n/);
    expect(out).toContain('✓ execution (12)');
    expect(out).toContain('Every check passed.');
    expect(out).not.toContain('✗');
    expect(code).toBe(0);
  });

  test('shows what failed in full, and ends with 1', async () => {
    writePackage('.', good);
    writeFixtures(join(folder, 'test/fixtures'), fixturesWith({ source: '' }));
    const { code, out } = await conformance('.');
    expect(out).toMatch(/✗ fixtures \(8 of 9\)/);
    expect(out).toContain('✗ fixtures › basic: names its source\n    The fixture "basic" does not say');
    expect(out).toContain('      To mend it: ');
    expect(out).toContain('1 check failed.');
    expect(code).toBe(1);
  });

  test('counts what failed', async () => {
    writePackage('.', good);
    writeFixtures(join(folder, 'test/fixtures'), { ...fixturesWith({ source: '', request: {} }) });
    expect((await conformance('.')).out).toContain('2 checks failed.');
  });

  test('takes a file, and fixtures from elsewhere', async () => {
    write('dist/provider.js', good);
    writeFixtures(join(folder, 'recorded'), fixtures);
    expect(await conformance('./dist/provider.js', '--fixtures', 'recorded')).toMatchObject({ code: 0 });
  });

  test('checks each provider of a package with fixtures of its own', async () => {
    const source = `import { acmeWith, acmeLocal } from ${JSON.stringify(support)};
export const one = acmeWith({ id: 'acme_one' });
export const two = acmeWith({ id: 'two' });
export const three = acmeLocal();
export const again = two;
`;
    writePackage('.', source, { main: 'index.js' });
    writeFixtures(join(folder, 'test/fixtures/acme-one'), fixtures);
    writeFixtures(join(folder, 'test/fixtures/two'), fixtures);
    const { code, out } = await conformance('.');
    expect(out.match(/✓ definition/g)).toHaveLength(3);
    expect(code).toBe(0);
  });

  test('prints its version and its help', async () => {
    expect(await conformance('--version')).toEqual({ code: 0, out: '1.2.3', err: '' });
    expect(await conformance('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: conformance') });
  });
});

describe('what cannot be run ends with 2 and says why', () => {
  type Case = readonly [why: string, args: readonly string[], message: string, prepare?: () => void];
  const cases: readonly Case[] = [
    ['no package', [], "missing required argument 'package'"],
    ['an unknown flag', ['.', '--all'], "unknown option '--all'"],
    ['a package that is not there', ['acme'], 'There is no package and no file "acme" here.'],
    ['a folder that is no package', ['.'], '. is a folder without a package.json.'],
    [
      'a package without a main export',
      ['.'],
      'has no main export',
      () => writePackage('.', good, { exports: { './x': './index.js', require: { require: './index.js' } } }),
    ],
    ['an export of another kind', ['.'], 'has no main export', () => writePackage('.', good, { exports: [null, 1] })],
    [
      'a package that is not built',
      ['.'],
      'has no ./dist/index.js, which its package.json names. Build it first.',
      () => writePackage('.', good, { exports: { '.': { default: './dist/index.js' } } }),
    ],
    [
      'a module that throws',
      ['.'],
      '. cannot be imported: Error: Not today.',
      () => writePackage('.', 'throw new Error("Not today.");'),
    ],
    [
      'a module without providers',
      ['.'],
      '. exports no provider, only answer.',
      () => writePackage('.', 'export const answer = () => 42;'),
    ],
    ['a module without exports', ['.'], 'exports no provider, only nothing.', () => writePackage('.', '')],
    [
      'a definition that is none',
      ['.'],
      'conformance: This is no provider',
      () => writePackage('.', 'export const odd = Object.assign(() => {}, { specVersion: 1, definition: {} });'),
    ],
    ['no fixtures', ['.'], 'There are no fixtures of "acme" at', () => writePackage('.', good)],
    [
      'no fixtures where they should be',
      ['.', '--fixtures', 'none'],
      'Say where they are with --fixtures.',
      () => writePackage('.', good),
    ],
  ];

  for (const [why, args, message, prepare] of cases) {
    test(why, async () => {
      prepare?.();
      const { code, err } = await conformance(...args);
      expect(err).toContain(message);
      expect(code).toBe(2);
    });
  }
});

describe('the program', { timeout: 60_000 }, () => {
  test('prints the version of its package, and ends by its code', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await program('--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
    expect(await program('nowhere')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^conformance: There is no/),
    });
  });

  test('finds an installed package from a folder below, as Node would', async () => {
    const exports = { '.': { types: './x.d.ts', node: { require: './x.cjs' }, import: './index.js' } };
    writePackage('node_modules/acme-provider', good, { exports });
    writeFixtures(join(folder, 'node_modules/acme-provider/test/fixtures'), fixtures);
    const { code, out } = await program('acme-provider');
    expect(out).toContain('Every check passed.');
    expect(code).toBe(0);
  });
});

async function program(...args: string[]) {
  const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  const tsx = import.meta.resolve('tsx');
  const below = join(folder, 'below');
  mkdirSync(below, { recursive: true });
  const child = spawn(process.execPath, ['--conditions=@openrerank/source', `--import=${tsx}`, cli, ...args], {
    cwd: below,
  });
  const read = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    read.out += data;
  });
  child.stderr.on('data', (data) => {
    read.err += data;
  });
  const [code] = await once(child, 'close');
  return { code, ...read };
}
