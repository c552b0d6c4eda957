import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes, RerankError, type RerankErrorCode } from '../../../packages/core/src/errors.ts';
import { root } from '../../bootstrap.mjs';
import { type GateResult, problemsResult } from '../gate.ts';

/** What docs/errors.md says of a code, by the heading of the column. */
type Row = Readonly<Record<string, string>>;

type Codes = Readonly<Record<string, { readonly retryable: boolean; readonly failover: boolean }>>;

/** The proxy's status for a code, where the upstream answered with this one or not at all. */
type ProxyStatus = (code: string, upstream?: number) => number;

/** Both pages list every error code, no other, and say of each what core's table and the proxy make of it. */
export async function errorsDoc(): Promise<GateResult> {
  // Not at the top: gates are loaded before core, which the proxy imports by its name, is built.
  const { toProblem } = await import('../../../packages/proxy/src/http/problem.ts');
  const proxyStatus: ProxyStatus = (code, status) =>
    toProblem(new RerankError(code as RerankErrorCode, '', { status })).status;
  const problems = [
    ...check('docs/errors.md', (rows) => [
      ...differences(errorCodes, rows),
      ...wrongStatuses(errorCodes, rows, proxyStatus),
    ]),
    // What users of the package alone read.
    ...check('packages/sdk/README.md', (rows) => differences(errorCodes, rows)),
  ];
  return problemsResult(problems, `${Object.keys(errorCodes).length} codes`);
}

function check(page: string, problemsIn: (rows: readonly Row[]) => readonly string[]): readonly string[] {
  const file = join(root, page);
  if (!existsSync(file)) return [`${page} is missing: it lists every error code in a table`];
  return problemsIn(documentedCodes(readFileSync(file, 'utf8'))).map((problem) => `${page} ${problem}`);
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
  const documented = rows.map(codeOf);
  const missing = Object.keys(codes).filter((code) => !documented.includes(code));
  const unknown = documented.filter((code) => !Object.hasOwn(codes, code));
  const repeated = documented.filter((code, index) => documented.indexOf(code) !== index);
  const columns = { retried: 'retryable', 'fallbacks tried': 'failover' } as const;
  const contradictions = rows.flatMap((row, index) => {
    const code = documented[index] ?? '';
    return Object.entries(columns)
      .filter(([heading, flag]) => codes[code] && row[heading] !== (codes[code][flag] ? 'yes' : 'no'))
      .map(([heading]) => `says "${row[heading]}" under "${heading}" of ${code}, core's table does not`);
  });
  return [
    ...missing.map((code) => `does not list ${code}`),
    ...unknown.map((code) => `lists ${code}, which core does not have`),
    ...repeated.map((code) => `lists ${code} more than once`),
    ...contradictions,
  ];
}

/**
 * One line per status that the proxy does not answer a code with. Of several, the first is the code's own, and the others
 * are the upstream's where it answered with them.
 */
export function wrongStatuses(codes: Codes, rows: readonly Row[], proxyStatus: ProxyStatus): readonly string[] {
  return rows
    .filter((row) => Object.hasOwn(codes, codeOf(row)))
    .flatMap((row) => {
      const code = codeOf(row);
      const [own, ...kept] = (row['proxy status'] ?? '').split(', ');
      const notKept = kept.filter((status) => proxyStatus(code, Number(status)) !== Number(status));
      return [
        ...(own === String(proxyStatus(code))
          ? []
          : [`says "${own}" of ${code}: the proxy answers ${proxyStatus(code)}`]),
        ...notKept.map((status) => `says "${status}" of ${code}: the proxy does not pass that on`),
      ];
    });
}

const codeOf = (row: Row): string => (row['code'] ?? '').replaceAll('`', '');
