import { describe, expect, test } from 'vitest';
import { readValidationIssues } from '../src/index.ts';

const read = (detail: unknown) => readValidationIssues(JSON.stringify({ detail }));
const missing = { type: 'missing', loc: ['body', 'query'], msg: 'Field required', input: { secret: 1 } };

describe('readValidationIssues', () => {
  test('names the field and the problem, and not what was sent', () => {
    expect(read([missing])).toBe('query: Field required');
    expect(read([{ ...missing, loc: ['body', 'documents', 3] }])).toBe('documents.3: Field required');
  });

  test('counts the others', () => {
    expect(read([missing, missing, missing])).toBe('query: Field required (and 2 more)');
  });

  test('does without a place', () => {
    expect(read([{ msg: 'Invalid JSON' }])).toBe('Invalid JSON');
    expect(read([{ ...missing, loc: ['body'] }])).toBe('Field required');
  });

  test.each([
    ['no JSON', 'Bad Gateway'],
    ['a sentence', '{"detail":"Not Found"}'],
    ['an empty list', '{"detail":[]}'],
    ['a list of other things', '{"detail":["no",{"loc":[]},null]}'],
    ['no detail', '{"message":"no"}'],
    ['nothing', ''],
  ])('finds none in %s', (_, body) => {
    expect(readValidationIssues(body)).toBeUndefined();
  });
});
