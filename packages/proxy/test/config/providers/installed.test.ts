import { join } from 'node:path';
import { expect, it } from 'vitest';
import { installedPrefixes, packageNames } from '../../../src/config/providers/installed.ts';
import { folderWith } from '../load-yaml.ts';

it('names packages after prefixes', () => {
  expect(packageNames('nvidia_nim')).toEqual(['@openrerank/provider-nvidia-nim', 'openrerank-provider-nvidia-nim']);
  expect(packageNames('TEI')).toEqual(['@openrerank/provider-tei', 'openrerank-provider-tei']);
});

it('knows the packages of the prefixes that LiteLLM spells otherwise', () => {
  expect(packageNames('jina_ai')).toEqual(['@openrerank/provider-jina', 'openrerank-provider-jina-ai']);
  expect(packageNames('azure_ai')[0]).toBe('@openrerank/provider-cohere');
  expect(packageNames('infinity')[0]).toBe('@openrerank/provider-compatible');
});

it('names prefixes after the packages that are installed here and above', async () => {
  const folder = await folderWith({
    'node_modules/@openrerank/provider-my-tei/package.json': '{}',
    'node_modules/@openrerank/core/package.json': '{}',
    'app/node_modules/openrerank-provider-acme/package.json': '{}',
    'app/node_modules/express/package.json': '{}',
  });
  expect(await installedPrefixes([join(folder, 'app')])).toEqual(expect.arrayContaining(['my_tei', 'acme']));
  expect(await installedPrefixes([folder])).not.toContain('acme');
});
