import { describe, expect, it } from 'vitest';
import { differences, documentedCodes } from '../check/gates/errors-doc.ts';

const page = `
# Errors

| Code | Meaning | Retried | Fallbacks tried |
|---|---|---|---|
| \`timeout\` | no answer in \`timeoutMs\` | yes | yes |
| \`rejected\` | refused | no | no |

| Field | Meaning |
|---|---|
| \`status\` | the upstream's |
`;

const codes = {
  timeout: { retryable: true, failover: true },
  rejected: { retryable: false, failover: false },
};

describe('documentedCodes', () => {
  it('reads the rows of tables of codes, and of no other table', () => {
    expect(documentedCodes(page)).toEqual([
      { code: '`timeout`', meaning: 'no answer in `timeoutMs`', retried: 'yes', 'fallbacks tried': 'yes' },
      { code: '`rejected`', meaning: 'refused', retried: 'no', 'fallbacks tried': 'no' },
    ]);
  });

  it('finds nothing on a page without tables', () => {
    expect(documentedCodes('`timeout` | `network`')).toEqual([]);
  });
});

describe('differences', () => {
  const problems = (markdown: string) => differences(codes, documentedCodes(markdown));

  it('finds none where the page lists each code once', () => {
    expect(problems(page)).toEqual([]);
  });

  it('names a code that is missing', () => {
    expect(problems(page.replace(/.*rejected.*\n/, ''))).toEqual(['docs/errors.md does not list rejected']);
  });

  it('names a code that core does not have', () => {
    expect(problems(page.replace('`rejected`', '`toString`'))).toEqual([
      'docs/errors.md does not list rejected',
      'docs/errors.md lists toString, which core does not have',
    ]);
  });

  it('names a code that is listed twice', () => {
    expect(problems(page + page)).toEqual([
      'docs/errors.md lists timeout more than once',
      'docs/errors.md lists rejected more than once',
    ]);
  });

  it('names a column that says something else than the table of codes', () => {
    expect(problems(page.replace('| refused | no', '| refused | yes'))).toEqual([
      'docs/errors.md says "yes" under "retried" of rejected, core\'s table does not',
    ]);
  });
});
