import type { Check } from '../../src/index.ts';

export interface Failure {
  /** Group and name. */
  readonly check: string;
  readonly message: string;
}

/** Those that fail, all run at once. */
export async function failuresOf(checks: readonly Check[]): Promise<readonly Failure[]> {
  const ended = await Promise.all(
    checks.map(({ group, name, run }) =>
      run().then(
        () => [],
        (error: Error) => [{ check: `${group} › ${name}`, message: error.message }],
      ),
    ),
  );
  return ended.flat();
}
