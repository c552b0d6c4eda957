import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeConsumer } from '../check/gates/consumer.ts';

const entry = (name: string) => ({ '@openrerank/source': `./src/${name}.ts`, types: `./dist/${name}.d.ts` });
const sdk = {
  folder: 'sdk',
  path: '/packages/sdk',
  manifest: {
    name: '@openrerank/sdk',
    version: '1.2.3',
    exports: { '.': entry('index'), './undici': entry('undici'), './package.json': './package.json' },
  },
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  writeConsumer(folder, [sdk], '20.19.0');
});

afterEach(() => rmSync(folder, { recursive: true }));

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('writeConsumer', () => {
  it('depends on the tarballs, and on no other copy of a package', () => {
    expect(JSON.parse(read('package.json'))).toMatchObject({
      dependencies: {
        '@openrerank/sdk': expect.stringMatching(/^file:.*openrerank-sdk-1\.2\.3\.tgz$/),
        '@types/node': '20.19.0',
      },
      overrides: { '@openrerank/sdk': '$@openrerank/sdk' },
    });
  });

  it('imports every entry', () => {
    const code = read('import-all.js');
    for (const specifier of ['@openrerank/sdk', '@openrerank/sdk/undici', '@openrerank/sdk/package.json']) {
      expect(code).toContain(`'${specifier}'`);
    }
  });

  it('compiles without the types of Node what runs without Node', () => {
    expect(read('import-everywhere.ts')).toContain("'@openrerank/sdk'");
    expect(read('import-everywhere.ts')).not.toContain("'@openrerank/sdk/undici'");
    expect(JSON.parse(read('tsconfig.browser.json'))).toMatchObject({
      compilerOptions: { types: [], skipLibCheck: false },
      files: ['import-everywhere.ts'],
    });
  });
});
