import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, refuseOldNode, root, stampOf, suffices, toolEnv, workspaceFolders } from '../bootstrap.mjs';

describe('refuseOldNode', () => {
  it.each(['20.18.1', '20.19.0', '22.0.0', '100.0.0'])('accepts Node %s', (version) => {
    expect(() => refuseOldNode(version, '>=20.18.1')).not.toThrow();
  });

  it.each(['20.18.0', '20.9.9', '18.99.99', '20.18.0-nightly'])('refuses Node %s', (version) => {
    expect(() => refuseOldNode(version, '>=20.18.1')).toThrow(
      `OpenRerank needs Node 20.18.1 or newer; this is ${version}.`,
    );
  });
});

describe('an installation', () => {
  it('of everything suffices for one package, and not the other way round', () => {
    expect(suffices(stampOf('abc', undefined), 'abc', 'demo')).toBe(true);
    expect(suffices(stampOf('abc', 'demo'), 'abc', 'demo')).toBe(true);
    expect(suffices(stampOf('abc', 'demo'), 'abc', undefined)).toBe(false);
    expect(suffices(stampOf('abc', 'demo'), 'abc', 'other')).toBe(false);
  });

  it('of other manifests never suffices', () => {
    expect(suffices(stampOf('abc', undefined), 'abd', undefined)).toBe(false);
    expect(suffices(stampOf('abc', 'demo'), 'abd', 'demo')).toBe(false);
  });
});

describe('toolEnv', () => {
  it("puts the workspace's tools and the running Node before the rest of the path", () => {
    const path = [join(root, 'node_modules/.bin'), dirname(process.execPath), '/usr/bin'].join(delimiter);
    expect(toolEnv({ PATH: '/usr/bin', LANG: 'C' })).toMatchObject({ PATH: path, LANG: 'C' });
  });

  it('keeps to the spelling of PATH that the platform uses', () => {
    expect(Object.keys(toolEnv({ Path: 'C:\\tools' }))).not.toContain('PATH');
  });
});

describe('with a workspace', () => {
  let folder: string;

  const write = (path: string, content: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
    for (const file of ['pnpm-lock.yaml', 'package.json']) write(file, file);
    write('pnpm-workspace.yaml', 'packages:\n  - packages/*\n  - examples/*\n  - bench\n\ncatalog:\n  zod: 4.0.0\n');
    write('packages/core/package.json', '{}');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  describe('workspaceFolders', () => {
    it('finds the folders that the patterns name', () => {
      write('packages/sdk/package.json', '{}');
      write('packages/README.md', '');
      expect(workspaceFolders(folder)).toEqual(['packages/core', 'packages/sdk', 'bench']);
    });

    it('leaves out the folders that it is told to', () => {
      write('packages/sdk/package.json', '{}');
      write('pnpm-workspace.yaml', 'packages:\n  - packages/*\n  - "!packages/sdk"\n  - bench\n');
      expect(workspaceFolders(folder)).toEqual(['packages/core', 'bench']);
    });
  });

  describe('fingerprint', () => {
    it('stays the same while nothing that is installed changes', () => {
      const before = fingerprint(folder);
      write('packages/core/src/index.ts', 'export const x = 1;');
      expect(fingerprint(folder)).toBe(before);
    });

    it.each([
      'pnpm-lock.yaml',
      'package.json',
      'packages/core/package.json',
      'examples/new/package.json',
      'bench/package.json',
    ])('changes with %s', (file) => {
      const before = fingerprint(folder);
      write(file, 'changed');
      expect(fingerprint(folder)).not.toBe(before);
    });
  });
});
