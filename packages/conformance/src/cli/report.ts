import type { Check } from '../check.ts';

/** Runs checks one after the other and says how each group went, then what failed. Resolves to how many did. */
export async function runAndReport(checks: readonly Check[], out: (text: string) => void): Promise<number> {
  const failures: string[] = [];
  for (const group of new Set(checks.map((check) => check.group))) {
    const own = checks.filter((check) => check.group === group);
    const failed: string[] = [];
    for (const check of own) {
      const problem = await problemOf(check);
      if (problem !== undefined) failed.push(`  ✗ ${group} › ${check.name}\n${indent(problem)}`);
    }
    const count = failed.length === 0 ? `${own.length}` : `${own.length - failed.length} of ${own.length}`;
    out(`  ${failed.length === 0 ? '✓' : '✗'} ${group} (${count})`);
    failures.push(...failed);
  }
  for (const failure of failures) out(`\n${failure}`);
  return failures.length;
}

async function problemOf({ run }: Check): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const indent = (text: string): string => text.replace(/^/gm, '    ');

export const describeEnd = (broken: number): string =>
  broken === 0 ? '\nEvery check passed.' : `\n${broken === 1 ? '1 check' : `${broken} checks`} failed.`;
