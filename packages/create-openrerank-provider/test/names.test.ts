import { describe, expect, test } from 'vitest';
import { wireShapes } from '../src/index.ts';
import { namesOf } from '../src/names.ts';
import { templateFiles } from '../src/template.ts';

test.each([
  ['acme', 'openrerank-provider-acme', 'acme', 'AcmeOptions', 'ACME', 'Acme'],
  ['acme_ai', 'openrerank-provider-acme-ai', 'acmeAi', 'AcmeAiOptions', 'ACME_AI', 'Acme Ai'],
  ['acme-ai-2', 'openrerank-provider-acme-ai-2', 'acmeAi2', 'AcmeAi2Options', 'ACME_AI_2', 'Acme Ai 2'],
])('%s becomes the names of a package, an export, a type, variables, and a title', (id, ...names) => {
  const { packageName, factory, optionsType, env, title } = namesOf(id);
  expect([packageName, factory, optionsType, env, title]).toEqual(names);
});

test('an export is never called by a word of the language', () => {
  expect(namesOf('new').factory).toBe('newProvider');
  expect(namesOf('new_one').factory).toBe('newOne');
});

describe('beside the export', () => {
  const sources = wireShapes
    .flatMap(templateFiles)
    .filter(({ path, text }) => /\.(ts|md)$/.test(path) && text.includes('__factory__'));
  const imported = sources.flatMap(({ text }) =>
    [...text.matchAll(/^import (?:type )?\{([^}]+)\}/gm)].map(([, list]) => list),
  );
  const declared = sources.flatMap(({ text }) =>
    [...text.matchAll(/^(?:export )?(?:const|let|function) (?:\{([^}]+)\}|(\w+))/gm)].map(
      ([, list, name]) => list ?? name,
    ),
  );
  const names = [...imported, ...declared]
    .flatMap((list = '') => list.split(','))
    .map((name) => name.trim())
    // Types begin with a capital letter, which an export never does.
    .filter((name) => /^[a-z]/.test(name) && !name.startsWith('type '));

  test('the template has names of its own in code and README', () => {
    expect(names).toEqual(expect.arrayContaining(['parseFailure', 'rerank', 'results', 'testRerankProvider']));
  });

  test.each([...new Set(names)])('the export is never called %s', (name) => {
    const id = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(namesOf(id).factory).toBe(`${name}Provider`);
    expect(namesOf(id.replaceAll('_', '-')).factory).toBe(`${name}Provider`);
  });
});
