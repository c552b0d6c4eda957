import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import type { PacedOrder, StreamResult } from '../load/paced.ts';
import { programFile } from '../processes/programs.ts';
import { runForJson } from '../processes/run-to-end.ts';
import type { OpenLoop } from '../scenarios.ts';
import { type Session, targetOf } from '../session.ts';
import type { RunningVariant } from '../variants/variant.ts';
import type { Measurement } from './measurement.ts';
import { observe } from './observe.ts';
import { percentiles } from './percentiles.ts';
import { probeAll } from './probe.ts';
import { inTurn } from './rounds.ts';

const warmUpSeconds = 0.5;

export async function measureOpen(
  session: Session,
  scenario: OpenLoop,
  running: readonly RunningVariant[],
  round: number,
): Promise<readonly Measurement[]> {
  const [first] = scenario.streams;
  const able = await probeAll(session, scenario.id, first.workload, running);
  const measured = await inTurn(able, round, (variant) => measureOnce(session, scenario, variant, round));
  return measured.flat();
}

/** One measurement for each stream; what the process used is the same in all of them. */
async function measureOnce(
  session: Session,
  { id, streams }: OpenLoop,
  variant: RunningVariant,
  round: number,
): Promise<readonly Measurement[]> {
  const order: PacedOrder = {
    seconds: session.effort.openSeconds,
    warmUpSeconds,
    streams: streams.map(({ workload, perSecond }) => ({
      name: workload,
      perSecond,
      ...targetOf(variant, workload),
    })),
  };
  const finish = observe(variant, session.cores.variant);
  const results = await runPaced(session, order);
  const sent = streams.reduce((sum, { perSecond }) => sum + perSecond * (order.seconds + warmUpSeconds), 0);
  const observed = await finish(sent);
  return results.map((result) => ({
    scenario: streams.length === 1 ? id : `${id}/${result.name}`,
    variant: variant.id,
    round,
    values: { errors: result.errors, ...percentiles(result, result.requests - result.errors), ...observed },
  }));
}

function runPaced({ children, cores, effort }: Session, order: PacedOrder): Promise<readonly StreamResult[]> {
  const file = join(cacheFolder, 'paced-order.json');
  writeFileSync(file, JSON.stringify(order));
  return runForJson<readonly StreamResult[]>(children, {
    name: 'paced-client',
    command: process.execPath,
    args: [programFile('paced-client'), file],
    core: cores.load,
    timeoutMs: (effort.openSeconds + 30) * 1000,
  });
}
