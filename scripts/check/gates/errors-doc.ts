import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '../../../packages/core/src/errors.ts';
import { root } from '../../bootstrap.mjs';
import { type GateResult, problemsResult } from '../gate.ts';

/** docs/errors.md lists every error code, and nothing else. */
export async function errorsDoc(): Promise<GateResult> {
  const file = join(root, 'docs/errors.md');
  if (!existsSync(file)) return problemsResult(['docs/errors.md is missing: it lists every error code in a table']);
  const codes = Object.keys(errorCodes);
  return problemsResult(differences(codes, documentedCodes(readFileSync(file, 'utf8'))), `${codes.length} codes`);
}

/** The first column of each table whose header starts with `Code`. */
export function documentedCodes(markdown: string): readonly string[] {
  const codes: string[] = [];
  let inTable = false;
  for (const line of markdown.split('\n')) {
    const [, first] = line.match(/^\s*\|([^|]*)\|/) ?? [];
    if (first === undefined) inTable = false;
    else if (/^\s*code\s*$/i.test(first)) inTable = true;
    else if (inTable) codes.push(...(first.match(/(?<=`)[^`]+(?=`)/) ?? []));
  }
  return codes;
}

/** One line per code that is missing, unknown or listed twice. */
export function differences(codes: readonly string[], documented: readonly string[]): readonly string[] {
  const missing = codes.filter((code) => !documented.includes(code));
  const unknown = documented.filter((code) => !codes.includes(code));
  const repeated = documented.filter((code, index) => documented.indexOf(code) !== index);
  return [
    ...missing.map((code) => `docs/errors.md does not list ${code}`),
    ...unknown.map((code) => `docs/errors.md lists ${code}, which core does not have`),
    ...repeated.map((code) => `docs/errors.md lists ${code} more than once`),
  ];
}
