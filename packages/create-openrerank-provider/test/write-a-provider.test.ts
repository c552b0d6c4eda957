import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { packageFiles } from '../src/index.ts';
import { pageFiles } from './page.ts';

const example = fileURLToPath(new URL('../../../examples/third-party-provider/', import.meta.url));

const text = readFileSync(new URL('../../../docs/write-a-provider.md', import.meta.url), 'utf8');
const page = pageFiles().toSorted((a, b) => (a.path < b.path ? -1 : 1));
const isApp = ({ path }: { readonly path: string }) => path.startsWith('app/');

/** What the page's part about using it has somebody type. */
const shell = [
  ...(text.split(/^## /m).find((part) => part.startsWith('Using it')) ?? '').matchAll(/^```sh\n([\s\S]*?)^```$/gm),
]
  .map(([, commands]) => commands)
  .join('');

/** The page is written for the first release; until then a checkout has another version. */
const released = (text: string) => text.replace(/("@openrerank\/[a-z]+"): "[^"]+"/g, '$1: "^0.1.0"');

test('the page holds every file that the generator writes for it, and each as it is written', () => {
  const docs = 'https://docs.acme.example/rerank';
  const written = packageFiles({ id: 'acme', baseUrl: 'https://api.acme.example', shape: 'custom', docs });
  const expected = written.map(({ path, text }) => ({
    path,
    // What is left to do for a new package is done here.
    text: released(text).replace(/\n## Before the first release[\s\S]*$/, ''),
  }));
  expect(page.filter((file) => !isApp(file))).toEqual(expected);
  expect(page.filter(isApp).map(({ path }) => path)).toEqual(['app/config.yaml', 'app/rank.js']);
});

test('the example is the page as files', () => {
  const left = /^(node_modules|dist)\//;
  const files = readdirSync(example, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(example.length).replaceAll('\\', '/'))
    .filter((path) => !left.test(path));
  expect(files.toSorted()).toEqual([...page.map(({ path }) => path), 'package-lock.json'].toSorted());
  for (const { path, text } of page) {
    const file = readFileSync(join(example, path), 'utf8');
    // The example's README has a part about this repository, and its manifest is formatted as all of this repository's.
    if (path === 'README.md') expect(file.startsWith(text)).toBe(true);
    else if (path === 'package.json') expect(JSON.parse(file)).toEqual(JSON.parse(text));
    else expect(file).toBe(text);
  }
});

test('the page installs the tarball that its package packs, from a folder with a manifest of its own', () => {
  const { name, version } = JSON.parse(page.find(({ path }) => path === 'package.json')?.text ?? '{}');
  const steps = ['npm run build && npm pack', 'cd app', 'npm init -y', 'npm install', `../${name}-${version}.tgz`];
  const places = steps.map((step) => shell.indexOf(step));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('the page sets every variable that its configuration names', () => {
  const config = page.find(({ path }) => path === 'app/config.yaml')?.text ?? '';
  const named = [...config.matchAll(/os\.environ\/(\w+)/g)].map(([, name]) => name);
  expect(named).toHaveLength(3);
  for (const name of named) expect(shell).toMatch(new RegExp(`^export .*\\b${name}=`, 'm'));
});
