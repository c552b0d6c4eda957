/** One check of the repository. */
export interface Gate {
  /** What `--only` and `--skip` call it. */
  readonly name: string;
  /** What it makes sure of, for `--list`. */
  readonly title: string;
  /** Gates whose products this one works on. */
  readonly needs?: readonly string[];
  readonly run: (settings: GateSettings) => Promise<GateResult>;
}

export interface GateSettings {
  /** Write committed files anew (API reports, docs/providers.md) instead of comparing them. */
  readonly update: boolean;
}

export interface GateResult {
  readonly ok: boolean;
  /** Shown in full when the gate failed. */
  readonly output?: string;
  /** A few words for the gate's line: what was measured, how many were looked at. */
  readonly note?: string;
  /** The tests that ran inside. A gate without them counts as one. */
  readonly tests?: { readonly passed: number; readonly failed: number };
  /** Why there was nothing to check here. Such a gate counts as neither passed nor failed. */
  readonly skipped?: string;
}

/** A gate that is satisfied when nothing is found. */
export function problemsResult(problems: readonly string[], note?: string): GateResult {
  const ok = problems.length === 0;
  return { ok, output: problems.join('\n'), ...(ok && note !== undefined && { note }) };
}

/** What a gate adds to the closing line. That it failed though no test did, or that it had none, is a failure of its own. */
export function tally({ ok, tests, skipped }: GateResult): { readonly passed: number; readonly failed: number } {
  if (skipped !== undefined) return { passed: 0, failed: 0 };
  if (!tests) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const fine = ok && tests.passed > 0;
  return { passed: tests.passed, failed: fine ? tests.failed : Math.max(tests.failed, 1) };
}
