import { describe, expect, it } from 'vitest';
import { createProviderPackages } from '../../../src/config/providers/provider-packages.ts';
import { folderWith, loadYaml, problemsOf } from '../load-yaml.ts';
import { packageFiles, providerSource } from './packages.ts';

const entry = (model: string, more = '') => `model_list: [{ model_name: m, params: { model: ${model} } }]\n${more}`;

const idsOf = async (text: string, files: Record<string, string>) => {
  const { providers } = await loadYaml(text, { providers: [], files });
  return [...providers].map(([prefix, { definition }]) => [prefix, definition.id]);
};

const problemsWith = (text: string, files: Record<string, string>) => problemsOf(text, { providers: [], files });

describe('a prefix without a provider of its own in the file', () => {
  it.each([
    ['@openrerank/provider-my-tei', 'provider'],
    ['openrerank-provider-my-tei', 'provider'],
    ['openrerank-provider-my-tei', 'default'],
  ])('is looked up as %s, by its %s export', async (name, exported) => {
    const files = packageFiles(name, providerSource('my_tei', { name: exported }));
    expect(await idsOf(entry('my_tei/x'), files)).toEqual([['my_tei', 'my_tei']]);
  });

  it('prefers our package to a third party’s', async () => {
    const files = {
      ...packageFiles('@openrerank/provider-both', providerSource('both')),
      ...packageFiles('openrerank-provider-both', 'throw new Error("loaded");'),
    };
    expect(await idsOf(entry('both/x'), files)).toEqual([['both', 'both']]);
  });

  it('is looked up from the folders above the file', async () => {
    const folder = await folderWith(packageFiles('openrerank-provider-up', providerSource('up')));
    const packages = createProviderPackages(`${folder}/deep/deeper`);
    expect(await packages.find('up')).toMatchObject({ value: expect.any(Function) });
  });

  it('is found beside the proxy where it is not beside the file', async () => {
    const packages = createProviderPackages('/');
    // It may not be built, which ends the search as well.
    expect(await packages.load('@openrerank/provider-nvidia-nim')).not.toHaveProperty('missing');
  });

  it('that no package has is told in one sentence with what to install', async () => {
    const [problem] = await problemsWith(entry('acme/x'), {});
    expect(problem).toMatch(
      /^config\.yaml:1:48: model_list\[0\]\.params\.model: no provider "acme" is installed: run "npm install @openrerank\/provider-acme" in <folder> \(searched from there and from .*\)\./,
    );
  });

  it('is named by the package where it is spelled otherwise there', async () => {
    const files = packageFiles('@openrerank/provider-my-tei', providerSource('my_tei'));
    expect(await problemsWith(entry('my-tei/x'), files)).toEqual([
      'config.yaml:1:48: model_list[0].params.model: "@openrerank/provider-my-tei" provides "my_tei", not "my-tei"; write the model with that',
    ]);
  });
});

describe('providers:', () => {
  const files = {
    'mine.mjs': providerSource('mine'),
    'two.mjs': `${providerSource('one', { name: 'one' })}\nexport { two } from './other.mjs';`,
    'other.mjs': providerSource('two', { name: 'two' }),
    ...packageFiles('some-provider', providerSource('some')),
  };

  it('names packages and paths relative to the file', async () => {
    const text = `${entry('mine/x')}providers: [./mine.mjs, some-provider]`;
    expect(await idsOf(text, files)).toEqual([['mine', 'mine']]);
    expect(await idsOf(`${entry('some/x')}providers: [./mine.mjs, some-provider]`, files)).toEqual([['some', 'some']]);
  });

  it('takes absolute paths and file URLs', async () => {
    const folder = await folderWith({ 'mine.mjs': providerSource('mine') });
    for (const path of [`${folder}/mine.mjs`, `file://${folder}/mine.mjs`]) {
      expect(await idsOf(`${entry('mine/x')}providers: ["${path}"]`, {})).toEqual([['mine', 'mine']]);
    }
  });

  it('gives a provider another prefix', async () => {
    const text = entry('eu/x', 'providers: { eu: ./mine.mjs, us: some-provider }');
    expect(await idsOf(text, files)).toEqual([['eu', 'mine']]);
  });

  it('chooses among several providers of a package by the prefix', async () => {
    expect(await idsOf(entry('two/x', 'providers: { two: ./two.mjs }'), files)).toEqual([['two', 'two']]);
    expect(await problemsWith(entry('local/bm25', 'providers: { three: ./two.mjs }'), files)).toEqual([
      'config.yaml:2:21: providers.three: the package provides "one", "two", and it is not clear which is meant',
    ]);
    expect(await idsOf(entry('one/x', 'providers: [./two.mjs]'), files)).toEqual([['one', 'one']]);
  });

  it('does not keep other prefixes from being looked up, nor the embedded one from being replaced', async () => {
    expect(await idsOf(entry('local/bm25', 'providers: [./mine.mjs]'), files)).toEqual([['local', 'local']]);
    expect(await idsOf(entry('local/x', 'providers: { local: ./mine.mjs }'), files)).toEqual([['local', 'mine']]);
  });

  it('gives another prefix to the one of several that the package is called after', async () => {
    const name = 'openrerank-provider-my-family';
    const packages = {
      ...packageFiles(name, `${providerSource('one', { name: 'one' })}\nexport { mine } from './mine.js';`),
      [`node_modules/${name}/mine.js`]: providerSource('my_family', { name: 'mine' }),
    };
    const text = entry('search/x', `providers: { search: ${name} }`);
    expect(await idsOf(text, packages)).toEqual([['search', 'my_family']]);
  });

  it('refuses two packages for one prefix', async () => {
    expect(await problemsWith(entry('mine/x', 'providers: [./mine.mjs, ./mine.mjs]'), files)).toEqual([
      'config.yaml:2:25: providers[1]: another package in this list provides "mine" already',
    ]);
  });

  it.each([
    ['not-there', /^the package "not-there" is not installed: run "npm install not-there" in <folder>/],
    ['./not-there.mjs', /^"\.\/not-there\.mjs" failed to load: Cannot find module/],
    ['Not A Package', /^"Not A Package": expected the name of a package, or a path with \.\/$/],
    ['data:text/javascript,1', /^"data:text\/javascript,1": expected the name of a package, or a path with \.\/$/],
    ['file://host/x.mjs', /^"file:\/\/host\/x\.mjs" failed to load: /],
    ['fs', /^"fs": expected a package, not one of Node's own modules$/],
    ['some/not-there', /^the package "some\/not-there" is not installed: run "npm install some" in <folder>/],
    ['./throws.mjs', /^"\.\/throws\.mjs" failed to load: out of order$/],
    ['./throws-text.mjs', /^"\.\/throws-text\.mjs" failed to load: just text$/],
    [
      './empty.mjs',
      /^"\.\/empty\.mjs" exports no provider: expected what defineRerankProvider of @openrerank\/core returns$/,
    ],
    [
      './newer.mjs',
      /^"\.\/newer\.mjs" was made for version 2 of the provider interface, and this proxy speaks version 1/,
    ],
    ['./odd.mjs', /^"\.\/odd\.mjs" was made for an unknown version of the provider interface/],
    ['broken', /^"broken": the package is installed and cannot be imported: Cannot find module .*gone\.js/],
    ['private', /^"private": the package is installed and cannot be imported: No "exports" main defined/],
  ])('says what is wrong with %s', async (specifier, message) => {
    const bad = {
      'throws.mjs': 'throw new Error("out of order\\nwith a second line");',
      'throws-text.mjs': 'throw "just text";',
      'empty.mjs':
        'export const definition = { id: "x" }; export const f = () => {}; export const g = Object.assign(() => {}, { specVersion: 1, definition: null });',
      'newer.mjs': providerSource('x', { specVersion: '2' }),
      'odd.mjs': providerSource('x', { specVersion: '"one"' }),
      ...packageFiles('broken', '', { exports: './gone.js' }),
      ...packageFiles('private', '', { exports: {} }),
    };
    const [problem] = await problemsWith(entry('local/bm25', `providers: ["${specifier}"]`), bad);
    expect(problem?.replace('config.yaml:2:13: providers[0]: ', '')).toMatch(message);
  });

  it('may be left to who embeds the proxy', async () => {
    expect([...(await loadYaml(entry('nvidia_nim/nvidia/x'))).providers.keys()]).toEqual(['nvidia_nim']);
  });
});

it('leaves to a provider that takes any option what it does not list, but for what is LiteLLM’s or mistyped', async () => {
  const source = providerSource('tei').replace("optionNames: ['depth'],", "optionNames: ['depth'], openOptions: true,");
  const files = packageFiles('openrerank-provider-tei', source);
  const text = (params: string) => `model_list: [{ model_name: m, params: { model: tei/x, ${params} } }]`;
  const { groups, warnings } = await loadYaml(text('odd: 3, rpm: 5'), { files });
  expect(groups[0]?.deployments[0].options).toEqual({ odd: 3 });
  expect(warnings).toEqual([expect.stringContaining('rpm')]);
  expect(await problemsWith(text('base_url: x'), files)).toEqual([expect.stringContaining('did you mean "api_base"?')]);
});

it('checks the options of a provider from a package', async () => {
  const files = packageFiles('openrerank-provider-tei', providerSource('tei'));
  const { groups } = await loadYaml('model_list: [{ model_name: m, params: { model: tei/x, depth: 3 } }]', { files });
  expect(groups[0]?.deployments[0].options).toEqual({ depth: 3 });
  expect(await problemsWith('model_list: [{ model_name: m, params: { model: tei/x, dept: 3 } }]', files)).toEqual([
    'config.yaml:1:55: model_list[0].params.dept: unknown key; did you mean "depth"?',
  ]);
});
