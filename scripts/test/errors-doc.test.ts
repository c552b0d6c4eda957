import { describe, expect, it } from 'vitest';
import { differences, documentedCodes, wrongStatuses } from '../check/gates/errors-doc.ts';

const page = `
# Errors

| Code | Meaning | Retried | Fallbacks tried | Proxy status |
|---|---|---|---|---|
| \`timeout\` | no answer in \`timeoutMs\` | yes | yes | 504 |
| \`rejected\` | refused | no | no | 400, 410 |

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
      {
        code: '`timeout`',
        meaning: 'no answer in `timeoutMs`',
        retried: 'yes',
        'fallbacks tried': 'yes',
        'proxy status': '504',
      },
      { code: '`rejected`', meaning: 'refused', retried: 'no', 'fallbacks tried': 'no', 'proxy status': '400, 410' },
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
    expect(problems(page.replace(/.*rejected.*\n/, ''))).toEqual(['does not list rejected']);
  });

  it('names a code that core does not have', () => {
    expect(problems(page.replace('`rejected`', '`toString`'))).toEqual([
      'does not list rejected',
      'lists toString, which core does not have',
    ]);
  });

  it('names a code that is listed twice', () => {
    expect(problems(page + page)).toEqual(['lists timeout more than once', 'lists rejected more than once']);
  });

  it('names a column that says something else than the table of codes', () => {
    expect(problems(page.replace('| refused | no', '| refused | yes'))).toEqual([
      'says "yes" under "retried" of rejected, core\'s table does not',
    ]);
  });
});

describe('wrongStatuses', () => {
  const proxyStatus = (code: string, upstream?: number) => (upstream === 410 ? 410 : code === 'timeout' ? 504 : 400);
  const problems = (markdown: string) => wrongStatuses(codes, documentedCodes(markdown), proxyStatus);

  it('finds none where the page has what the proxy answers, and what it passes on', () => {
    expect(problems(page)).toEqual([]);
  });

  it('names a status that the proxy does not answer a code with', () => {
    expect(problems(page.replace('504', '500'))).toEqual(['says "500" of timeout: the proxy answers 504']);
  });

  it('names a status that the proxy does not pass on', () => {
    expect(problems(page.replace('400, 410', '400, 404'))).toEqual([
      'says "404" of rejected: the proxy does not pass that on',
    ]);
  });

  it('misses the column where it is gone', () => {
    expect(problems(page.replace('Proxy status', 'Status'))).toHaveLength(2);
  });

  it('leaves codes that core does not have to the other check', () => {
    expect(problems(page.replace('`rejected`', '`toString`'))).toEqual([]);
  });
});
