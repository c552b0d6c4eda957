import { describe, expect, test } from 'vitest';
import { answersProblem, baseUrlProblem, docsProblem, idProblem } from '../src/answers.ts';

describe('an id', () => {
  test.each(['acme', 'a', 'acme2', 'acme_ai', 'acme-ai-2', 'new', 'a'.repeat(50)])('may be %s', (id) => {
    expect(idProblem(id)).toBeUndefined();
  });

  test.each([
    '',
    'Acme',
    '2acme',
    'acme ai',
    'acme__ai',
    '_acme',
    'acme-',
    'acme/ai',
    'acme.ai',
    'akmé',
    '../acme',
    "a';b",
  ])('may not be %j', (id) => {
    expect(idProblem(id)).toContain('lower-case letters and digits');
  });

  test('may not be longer than 50 characters, which are counted', () => {
    expect(idProblem('a'.repeat(51))).toContain('at most 50 characters, and this one has 51');
  });

  test('may not be that of the provider which the proxy always takes from itself', () => {
    expect(idProblem('local')).toContain('comes with the proxy');
  });

  test.each([
    ['nvidia_nim', 'nvidia-nim'],
    ['nvidia-nim', 'nvidia-nim'],
    ['cohere', 'cohere'],
    ['azure_ai', 'cohere'],
    ['fireworks', 'fireworks'],
    ['fireworks-ai', 'fireworks'],
    ['openrouter', 'compatible'],
  ])('may not be %s, which the proxy looks up in a package of ours first', (id, name) => {
    expect(idProblem(id)).toContain(`the proxy looks up @openrerank/provider-${name} first`);
    expect(idProblem(id)).toContain('name the package under "providers:"');
    expect(idProblem(`${id}_eu`)).toBeUndefined();
  });
});

describe('a base URL', () => {
  test.each([
    'https://api.acme.example',
    'https://api.acme.example/',
    'http://localhost:8080',
    'http://[::1]:8080/v1',
    'https://api.acme.example/a-b/%20/~c/v1',
  ])('may be %s', (url) => {
    expect(baseUrlProblem(url)).toBeUndefined();
  });

  test.each([
    ['', 'absolute http or https URL'],
    ['api.acme.example', 'absolute http or https URL'],
    ['/v1', 'absolute http or https URL'],
    ['ftp://acme.example', 'absolute http or https URL'],
    ['file:///etc', 'absolute http or https URL'],
    ['https://me:secret@acme.example', 'no user name'],
    ['https://me@acme.example', 'no user name'],
    ['https://acme.example/?key=1', 'leave out'],
    ['https://acme.example/#top', 'leave out'],
    ["https://acme.example/x'y", 'write anything else as %XX'],
    ['https://acme.example/*/', 'write anything else as %XX'],
  ])('may not be %j', (url, reason) => {
    const problem = baseUrlProblem(url);
    expect(problem).toContain(reason);
    expect(problem).not.toContain('secret');
  });
});

describe('the page of an API', () => {
  test('is an https URL that can stand in code', () => {
    expect(docsProblem('https://docs.acme.example/rerank#top')).toBeUndefined();
    for (const docs of [
      'docs',
      'http://acme.example',
      "https://a.example/'",
      'https://a.example/*/',
      'https://a.example/ b',
    ]) {
      expect(docsProblem(docs)).toContain('must be an https URL');
    }
  });
});

test('the first problem of all answers is told', () => {
  const answers = { id: 'acme', baseUrl: 'https://api.acme.example', shape: 'tei' } as const;
  expect(answersProblem(answers)).toBeUndefined();
  expect(answersProblem({ ...answers, id: 'Acme' })).toContain('The id');
  expect(answersProblem({ ...answers, baseUrl: 'x' })).toContain('The base URL');
  expect(answersProblem({ ...answers, docs: 'x' })).toContain('The page');
});
