import { describe, expect, it } from 'vitest';
import { differences, documentedCodes } from '../check/gates/errors-doc.ts';

const page = `
# Errors

| Code | Retryable |
|---|---|
| \`timeout\` | yes, \`always\` |
| \`network\` | yes |

| Field | Meaning |
|---|---|
| \`status\` | the upstream's |
`;

describe('documentedCodes', () => {
  it('reads the first column of tables of codes, and of no other table', () => {
    expect(documentedCodes(page)).toEqual(['timeout', 'network']);
  });

  it('finds nothing on a page without tables', () => {
    expect(documentedCodes('`timeout` | `network`')).toEqual([]);
  });
});

describe('differences', () => {
  it('finds none where the page lists each code once', () => {
    expect(differences(['network', 'timeout'], ['timeout', 'network'])).toEqual([]);
  });

  it('names what is missing, unknown and listed twice', () => {
    expect(differences(['timeout', 'network'], ['timeout', 'timeout', 'nonsense'])).toEqual([
      'docs/errors.md does not list network',
      'docs/errors.md lists nonsense, which core does not have',
      'docs/errors.md lists timeout more than once',
    ]);
  });
});
