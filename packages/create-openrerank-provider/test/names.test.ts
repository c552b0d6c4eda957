import { expect, test } from 'vitest';
import { namesOf } from '../src/names.ts';

test.each([
  ['acme', 'openrerank-provider-acme', 'acme', 'AcmeOptions', 'ACME', 'Acme'],
  ['acme_ai', 'openrerank-provider-acme-ai', 'acmeAi', 'AcmeAiOptions', 'ACME_AI', 'Acme Ai'],
  ['acme-ai-2', 'openrerank-provider-acme-ai-2', 'acmeAi2', 'AcmeAi2Options', 'ACME_AI_2', 'Acme Ai 2'],
])('%s becomes the names of a package, an export, a type, variables, and a title', (id, ...names) => {
  const { packageName, factory, optionsType, env, title } = namesOf(id);
  expect([packageName, factory, optionsType, env, title]).toEqual(names);
});

test('an export is never called by a word of the language, nor as something else in its file', () => {
  expect(namesOf('new').factory).toBe('newProvider');
  expect(namesOf('rerank').factory).toBe('rerankProvider');
  expect(namesOf('new_one').factory).toBe('newOne');
});
