import { describe, expect, it } from 'vitest';
import { packingProblems } from '../check/gates/pack.ts';

const files = ['README.md', 'LICENSE', 'package.json', 'dist/index.js', 'dist/index.d.ts'];
const manifest = {
  name: '@openrerank/acme',
  version: '1.0.0',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
  dependencies: { zod: '^4.0.0', '@openrerank/core': '^1.0.0' },
};

describe('packingProblems', () => {
  it('finds nothing wrong with built code, a readme and a licence', () => {
    expect(packingProblems(manifest, [...files, 'config.schema.json', 'template/_gitignore', 'CHANGELOG.md'])).toEqual(
      [],
    );
  });

  it('misses a readme and a licence', () => {
    expect(packingProblems(manifest, ['package.json', 'dist/index.js'])).toEqual([
      '@openrerank/acme ships no README.md',
      '@openrerank/acme ships no LICENSE',
    ]);
  });

  it.each(['src/index.ts', 'test/index.test.ts', 'tsconfig.json', '.env'])('refuses %s', (file) => {
    expect(packingProblems(manifest, [...files, file])).toEqual([expect.stringContaining(`ships ${file}`)]);
  });

  it('refuses a manifest that points at sources', () => {
    const exports = { '.': { '@openrerank/source': './src/index.ts', ...manifest.exports['.'] } };
    expect(packingProblems({ ...manifest, exports }, files)).toEqual([expect.stringContaining('exports its sources')]);
  });

  it.each(['4.1.0', 'workspace:^', 'catalog:', '*'])('refuses the dependency version %s', (zod) => {
    expect(packingProblems({ ...manifest, dependencies: { zod } }, files)).toEqual([
      expect.stringContaining(`depends on zod ${zod}`),
    ]);
  });
});
