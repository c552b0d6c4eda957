import { roundsOf } from '../effort.ts';
import { middlePair, type Pair, rowsOf } from '../micro/core-part.ts';
import { programFile } from '../processes/programs.ts';
import { runForJson } from '../processes/run-to-end.ts';
import type { Once } from '../scenarios.ts';
import type { Session } from '../session.ts';
import type { Measurement } from './measurement.ts';

/** A process for each round. */
export async function measureCorePart(session: Session, scenario: Once): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (let round = 0; round < roundsOf(scenario, session.effort); round++) {
    const pair = middlePair(await runProgram(session));
    for (const [variant, values] of Object.entries(pair === undefined ? {} : rowsOf(pair))) {
      measured.push({ scenario: scenario.id, variant, round, values: { ...values } });
    }
  }
  return measured;
}

function runProgram({ children, cores, effort, upstream }: Session): Promise<readonly Pair[]> {
  return runForJson<readonly Pair[]>(children, {
    name: 'core-part',
    command: process.execPath,
    args: [programFile('core-part')],
    core: cores.variant,
    env: {
      NODE_ENV: 'production',
      UPSTREAM: upstream.url,
      WARM_UP_SECONDS: String(effort.processWarmUpSeconds),
      TURN_SECONDS: String(effort.sdkSeconds),
    },
    timeoutMs: 2 * 60_000,
  });
}
