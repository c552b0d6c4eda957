import { type Gate, type GateResult, type GateSettings, tally } from './gate.ts';

/**
 * Runs one gate after the other and logs a line for each, with the whole output of those that fail.
 *
 * A failure does not stop the rest, but what needs the failed gate fails with it. Resolves to the totals.
 */
export async function runGates(
  gates: readonly Gate[],
  settings: GateSettings,
  log: (text: string) => void,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const unusable = new Set<string>();
  const total = { passed: 0, failed: 0 };
  for (const gate of gates) {
    const started = performance.now();
    const missing = gate.needs?.find((need) => unusable.has(need));
    const result = missing ? { ok: false, output: `not run, because ${missing} failed` } : await settle(gate, settings);
    if (!result.ok) unusable.add(gate.name);
    const { passed, failed } = tally(result);
    total.passed += passed;
    total.failed += failed;
    log(describeResult(gate, result, (performance.now() - started) / 1000));
  }
  return total;
}

async function settle(gate: Gate, settings: GateSettings): Promise<GateResult> {
  try {
    return await gate.run(settings);
  } catch (error) {
    return { ok: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function describeResult({ name }: Gate, { ok, note = '', output = '', skipped }: GateResult, seconds: number): string {
  const line = (mark: string, rest: string) =>
    `${mark} ${name.padEnd(17)} ${seconds.toFixed(1).padStart(6)} s  ${rest}`;
  if (skipped !== undefined) return line('–', `skipped: ${skipped}`);
  if (ok) return line('✓', note).trimEnd();
  return `${line('✗', note).trimEnd()}\n\n${output.trim()}\n`;
}
