import { describe, expect, it } from 'vitest';
import { type Manifest, moduleEntries, sourceCondition, workspacePackages } from '../check/workspace.ts';

describe('moduleEntries', () => {
  const manifest = (exports: NonNullable<Manifest['exports']>) => ({
    name: '@openrerank/acme',
    version: '0.0.0',
    exports,
  });

  it('lists what code can import, and leaves out JSON', () => {
    const undici = {
      [sourceCondition]: './src/transport/undici.ts',
      types: './dist/undici.d.ts',
      default: './dist/undici.js',
    };
    expect(moduleEntries(manifest({ './undici': undici, './package.json': './package.json' }))).toEqual([
      { key: './undici', specifier: '@openrerank/acme/undici', source: undici[sourceCondition], types: undici.types },
    ]);
  });

  it('takes the source for any runtime where conditions choose', () => {
    const source = { node: './src/node.ts', default: './src/elsewhere.ts' };
    const exports = { '.': { [sourceCondition]: source, types: './dist/index.d.ts' } };
    expect(moduleEntries(manifest(exports))).toMatchObject([{ source: './src/elsewhere.ts' }]);
  });

  it('refuses an entry that cannot be type-checked without a build', () => {
    expect(() => moduleEntries(manifest({ '.': { default: './dist/index.js' } }))).toThrow(
      '@openrerank/acme: the export . needs the conditions @openrerank/source and types',
    );
  });
});

describe('workspacePackages', () => {
  it('finds the packages of this repository', () => {
    expect(workspacePackages().map(({ manifest }) => manifest.name)).toContain('@openrerank/core');
  });
});
