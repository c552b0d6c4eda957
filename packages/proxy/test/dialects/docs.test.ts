import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ingresses } from './find-ingress.ts';

const rows = readFileSync(new URL('../../../../docs/dialects.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split(' | ')[1] ?? '');

/** The paths that a row of the page gives: those in full, and the same below a prefix. */
function pathsOf(routes: string): readonly string[] {
  const [full = '', below] = routes.split('also below');
  const paths = [...full.matchAll(/`(\/[^`]+)`/g)].map(([, path]) => path as string);
  const prefix = /`(\/\w+)`/.exec(below ?? '')?.[1];
  return prefix === undefined ? paths : [...paths, ...paths.map((path) => prefix + path)];
}

it('docs/dialects.md has every route and no other', () => {
  const documented = new Set(rows.flatMap(pathsOf));
  const served = new Set(ingresses.flatMap(({ paths }) => paths));
  expect([...documented].sort()).toEqual([...served].sort());
});
