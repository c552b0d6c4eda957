import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '../../../packages/core/src/errors.ts';
import { root } from '../../bootstrap.mjs';
import { type GateResult, problemsResult } from '../gate.ts';

/** What docs/errors.md says of a code, by the heading of the column. */
type Row = Readonly<Record<string, string>>;

type Codes = Readonly<Record<string, { readonly retryable: boolean; readonly failover: boolean }>>;

/** docs/errors.md lists every error code, no other, and says of each what core's table says. */
export async function errorsDoc(): Promise<GateResult> {
  const file = join(root, 'docs/errors.md');
  if (!existsSync(file)) return problemsResult(['docs/errors.md is missing: it lists every error code in a table']);
  const problems = differences(errorCodes, documentedCodes(readFileSync(file, 'utf8')));
  return problemsResult(problems, `${Object.keys(errorCodes).length} codes`);
}

/** The rows of each table whose first heading is `code`. */
export function documentedCodes(markdown: string): readonly Row[] {
  const rows: Row[] = [];
  let headings: readonly string[] | undefined;
  for (const line of markdown.split('\n')) {
    const cells = line
      .trim()
      .match(/^\|(.*)\|$/)?.[1]
      ?.split('|')
      .map((cell) => cell.trim());
    if (!cells) headings = undefined;
    else if (!headings) headings = cells.map((cell) => cell.toLowerCase());
    else if (headings[0] === 'code' && !cells[0]?.startsWith('--')) {
      rows.push(Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])));
    }
  }
  return rows;
}

/** One line per code that is missing, unknown or listed twice, and per column that contradicts the table of codes. */
export function differences(codes: Codes, rows: readonly Row[]): readonly string[] {
  const documented = rows.map((row) => (row['code'] ?? '').replaceAll('`', ''));
  const missing = Object.keys(codes).filter((code) => !documented.includes(code));
  const unknown = documented.filter((code) => !Object.hasOwn(codes, code));
  const repeated = documented.filter((code, index) => documented.indexOf(code) !== index);
  const columns = { retried: 'retryable', 'fallbacks tried': 'failover' } as const;
  const contradictions = rows.flatMap((row, index) => {
    const code = documented[index] ?? '';
    return Object.entries(columns)
      .filter(([heading, flag]) => codes[code] && row[heading] !== (codes[code][flag] ? 'yes' : 'no'))
      .map(([heading]) => `docs/errors.md says "${row[heading]}" under "${heading}" of ${code}, core's table does not`);
  });
  return [
    ...missing.map((code) => `docs/errors.md does not list ${code}`),
    ...unknown.map((code) => `docs/errors.md lists ${code}, which core does not have`),
    ...repeated.map((code) => `docs/errors.md lists ${code} more than once`),
    ...contradictions,
  ];
}
