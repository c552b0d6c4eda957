import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Answers, packageFiles, wireShapes } from '../src/index.ts';
import { ownManifest, rangeOf } from '../src/ranges.ts';
import { fill } from '../src/template.ts';

const acme: Answers = { id: 'acme_ai', baseUrl: 'https://api.acme.example', shape: 'custom' };

const textOf = (answers: Answers, path: string) => {
  const file = packageFiles(answers).find((each) => each.path === path);
  if (file === undefined) throw new Error(`there is no ${path}`);
  return file.text;
};

describe.each(wireShapes)('a package of the shape %s', (shape) => {
  const answers = { ...acme, shape };

  test('has its place holders filled, and its files under their own names', () => {
    const files = packageFiles(answers);
    expect(files.filter(({ text }) => /__\w+__/.test(text))).toEqual([]);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['.changeset/config.json', '.gitignore', 'package.json', 'src/index.ts']),
    );
    expect(paths).toEqual([...new Set(paths)].toSorted());
  });

  test('names the page that its fixtures come from', () => {
    const docs = 'https://docs.acme.example/rerank';
    const fixtures = packageFiles({ ...answers, docs }).filter(({ path }) => /errors\/|input\.json$/.test(path));
    expect(fixtures).toHaveLength(5);
    for (const { text } of fixtures) expect(JSON.parse(text)).toMatchObject({ source: docs });
  });

  test('has an address as its page though none is named', () => {
    expect(textOf({ ...answers, baseUrl: 'http://localhost:8080' }, 'src/provider.ts')).toMatch(/docs: 'https:\/\//);
  });
});

test('the manifest follows the naming convention, and depends on core as on any library', () => {
  expect(JSON.parse(textOf(acme, 'package.json'))).toMatchObject({
    name: 'openrerank-provider-acme-ai',
    keywords: expect.arrayContaining(['openrerank-provider']),
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist'],
    dependencies: { '@openrerank/core': expect.stringMatching(/^\^\d+\.\d+\.\d+$/) },
    devDependencies: { '@openrerank/conformance': expect.stringMatching(/^\^\d+\.\d+\.\d+$/) },
  });
});

test('tools and libraries are those that this repository is tested with', () => {
  const yaml = readFileSync(new URL('../../../pnpm-workspace.yaml', import.meta.url), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(textOf(acme, 'package.json'));
  for (const [name, range] of Object.entries<string>({ ...dependencies, ...devDependencies })) {
    if (name.startsWith('@openrerank/')) continue;
    const [, version] = new RegExp(`^  "?${name}"?: \\^?(.+)$`, 'm').exec(yaml) ?? [];
    expect(`${name} ${range}`).toBe(`${name} ^${version}`);
  }
});

test('wrong answers are refused with a sentence', () => {
  expect(() => packageFiles({ ...acme, id: 'Acme' })).toThrow(TypeError);
  expect(() => packageFiles({ ...acme, baseUrl: 'acme' })).toThrow('absolute http or https URL');
});

describe('rangeOf', () => {
  test('is what the published manifest says', () => {
    const devDependencies = { '@openrerank/core': '^1.2.3' };
    expect(rangeOf('core', { version: '0.4.0', devDependencies })).toBe('^1.2.3');
  });

  test('is the own version in a checkout', () => {
    expect(rangeOf('core')).toBe(`^${ownManifest.version}`);
    expect(rangeOf('other', { version: '0.4.0', devDependencies: {} })).toBe('^0.4.0');
  });

  test('is known for every package that the template asks for', () => {
    const manifest = readFileSync(new URL('../template/common/_package.json', import.meta.url), 'utf8');
    const asked = [...manifest.matchAll(/"(@openrerank\/[a-z]+)": "__/g)].map(([, name]) => name);
    expect(asked).toHaveLength(3);
    expect(Object.keys(ownManifest.devDependencies)).toEqual(expect.arrayContaining(asked));
  });
});

describe('fill', () => {
  test('puts in every value, also beside an underscore', () => {
    expect(fill('__a__ __b___KEY', { a: '$1', b: 'B' })).toBe('$1 B_KEY');
  });

  test('refuses a name without a value', () => {
    expect(() => fill('__toString__', {})).toThrow('"toString"');
  });
});

test('no shape of the template lacks its folder', () => {
  const folders = readdirSync(new URL('../template/', import.meta.url));
  expect(folders.toSorted()).toEqual(['common', ...wireShapes].toSorted());
});
