import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { officialNames, officialPackage } from '../src/official.ts';

const root = new URL('../../../', import.meta.url);

test('what is said to be a package of ours is one', () => {
  const folders = readdirSync(new URL('packages/', root));
  expect(folders).toEqual(expect.arrayContaining(officialNames.map((name) => `provider-${name}`)));
});

test('a package of ours is known by its name as a prefix', () => {
  expect(officialPackage('nvidia_nim')).toBe('@openrerank/provider-nvidia-nim');
  expect(officialPackage('nvidia-nim')).toBe('@openrerank/provider-nvidia-nim');
  expect(officialPackage('fireworks')).toBe('@openrerank/provider-fireworks');
});

test('each prefix of such a package in docs/providers.md leads to it', () => {
  const page = readFileSync(new URL('docs/providers.md', root), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`/]+)\/.*?`@openrerank\/provider-([a-z-]+)`/gm)].filter(([, , name = '']) =>
    officialNames.includes(name),
  );
  expect(rows.length).toBeGreaterThan(30);
  for (const [, prefix = '', name] of rows) {
    expect(`${prefix} ${officialPackage(prefix)}`).toBe(`${prefix} @openrerank/provider-${name}`);
  }
});

test('other ids have no package of ours', () => {
  for (const id of ['acme', 'cohere_eu', 'tei', 'constructor']) expect(officialPackage(id)).toBeUndefined();
});
