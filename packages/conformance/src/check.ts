/** One promise of a provider, ready to be put to the test. */
export interface Check {
  /** A sentence, unique within its group. */
  readonly name: string;
  readonly group: string;
  /** Rejects with an `Error` that says what the provider did, what was expected, and how to mend it. */
  run(): Promise<void>;
}

/** What a check does, by its name. */
export type Checks = readonly (readonly [name: string, run: () => void | Promise<void>])[];

/** Checks of one group. A check that fails without meaning to fails too: `run` never throws, it rejects. */
export const inGroup = (group: string, checks: Checks): readonly Check[] =>
  checks.map(([name, run]) => ({ name, group, run: async () => run() }));

/** A promise that was not kept, in plain words. Each part is a sentence. */
export interface Violation {
  readonly did: string;
  readonly expected: string;
  readonly mend: string;
}

export const violation = ({ did, expected, mend }: Violation): Error =>
  new Error(`${did}\n  Expected: ${expected}\n  To mend it: ${mend}`);

/** Goes on where the promise is kept. */
export function demand(holds: boolean, broken: Violation): asserts holds {
  if (!holds) throw violation(broken);
}

/** What a function of the provider returns. One that throws where it should not breaks a promise too. */
export function calling<T>(what: string, run: () => T, mend: string): T {
  try {
    return run();
  } catch (error) {
    throw violation({ did: `${what} threw: ${inOneLine(String(error))}`, expected: 'that it returns.', mend });
  }
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 500);
