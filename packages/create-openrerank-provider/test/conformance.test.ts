import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageFiles, wireShapes, writePackage } from '../src/index.ts';
import { pageFiles } from './page.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

let workshop: Workshop;

/** Ids that are words of the template, and addresses that hold a step of the route twice. */
const hard = {
  cohere: { id: 'list_endpoint', baseUrl: 'https://api.acme.example/rerank/v1' },
  tei: { id: 'options-schema', baseUrl: 'https://api.acme.example/rerank/rerank' },
  custom: { id: 'parse_failure', baseUrl: 'https://api.acme.example/v2/v1/rerank' },
} as const;

beforeAll(() => {
  workshop = openWorkshop();
  for (const shape of wireShapes) writePackage(join(workshop.folder, shape), packageFiles({ ...hard[shape], shape }));
  // A reader who writes what stands on the page, and does no more.
  writePackage(join(workshop.folder, 'page'), pageFiles());
});

afterAll(() => workshop.remove());

test('a package of each shape, and that of docs/write-a-provider.md, compile as they are', async () => {
  expect(await workshop.run('tsc', '-p', 'tsconfig.json')).toBe('');
}, 120_000);

test('they pass the conformance kit as they are', async () => {
  const report = await workshop.run('vitest', 'run');
  expect(report).toMatch(/Test Files +4 passed \(4\)/);
}, 120_000);
