import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiReports } from '../check/gates/api-report.ts';

let path: string;
let committed: string;

beforeEach(() => {
  path = realpathSync(mkdtempSync(join(tmpdir(), 'api-')));
  committed = join(path, 'api');
  mkdirSync(committed);
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'acme', type: 'module' }));
  declare('export declare const limit: number;');
});

afterEach(() => rmSync(path, { recursive: true }));

const declare = (text: string) => writeFileSync(join(path, 'index.d.ts'), text);

function check(update: boolean): readonly string[] {
  const entry = { name: 'acme', path, declarations: join(path, 'index.d.ts') };
  const [result] = apiReports([entry], { committed, fresh: join(path, 'fresh') }, update);
  return result?.lines ?? [];
}

describe('apiReports', () => {
  it('finds nothing once the report is written', () => {
    expect(check(true)).toEqual([]);
    expect(readFileSync(join(committed, 'acme.api.md'), 'utf8')).toContain('export const limit: number;');
    expect(check(false)).toEqual([]);
  });

  it('shows what changed, and does not write it', () => {
    check(true);
    declare('export declare const limit: string;');
    const shown = check(false).join('\n');
    expect(shown).toContain('-export const limit: number;');
    expect(shown).toContain('+export const limit: string;');
    expect(readFileSync(join(committed, 'acme.api.md'), 'utf8')).toContain('limit: number');
  });

  it('misses a report that was never written', () => {
    expect(check(false)).toEqual(['there is no report of it']);
    expect(existsSync(join(committed, 'acme.api.md'))).toBe(false);
  });
});
