import type { Effort } from '../effort.ts';
import type { Machine } from '../machine/machine.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { Scenario } from '../scenarios.ts';
import type { SummaryLine } from './summary.ts';

/** One run, as docs/benchmarks/results.json holds it. */
export interface Report {
  /** Rises when the form changes. */
  readonly format: 1;
  readonly effort: Effort;
  /** When it ended, ISO 8601. */
  readonly date: string;
  /** How long the measuring took. */
  readonly seconds: number;
  readonly machine: Machine;
  /** By name. `openrerank` is the commit, with a `+` where files differed from it. */
  readonly versions: Readonly<Record<string, string>>;
  readonly workloads: readonly { readonly id: string; readonly title: string; readonly bytes: number }[];
  readonly scenarios: readonly Pick<Scenario, 'id' | 'kind' | 'title'>[];
  /** Scenarios that ended in an error. */
  readonly failed: readonly string[];
  /** What could not be measured, and why. */
  readonly skipped: Readonly<Record<string, string>>;
  readonly measurements: readonly Measurement[];
  readonly summary: readonly SummaryLine[];
}
