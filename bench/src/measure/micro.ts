import { programFile } from '../processes/programs.ts';
import { runForJson } from '../processes/run-to-end.ts';
import type { Once } from '../scenarios.ts';
import type { Session } from '../session.ts';
import type { Measurement } from './measurement.ts';

/** What programs/micro.ts prints. */
export interface MicroResult {
  readonly name: string;
  /** Median time of one run. */
  readonly micros: number;
}

export async function measureMicro(
  { children, cores, effort }: Session,
  { id }: Once,
): Promise<readonly Measurement[]> {
  const results = await runForJson<readonly MicroResult[]>(children, {
    name: 'micro',
    command: process.execPath,
    args: [programFile('micro')],
    core: cores.variant,
    env: { NODE_ENV: 'production', MICRO_SECONDS: String(effort.microSeconds) },
    timeoutMs: 5 * 60_000,
  });
  return results.map(({ name, micros }) => ({ scenario: id, variant: name, round: 0, values: { micros } }));
}
