import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import type { BurstOrder, BurstResult } from '../load/paced.ts';
import { programFile } from '../processes/programs.ts';
import { runForJson } from '../processes/run-to-end.ts';
import type { Burst } from '../scenarios.ts';
import { type Session, startVariants, stopAll, targetOf } from '../session.ts';
import type { RunningVariant } from '../variants/variant.ts';
import { variantsOf } from '../variants/variants-of.ts';
import type { Measurement } from './measurement.ts';
import { observe } from './observe.ts';

const timeoutSeconds = 60;

/** Each variant fresh, so that its memory holds nothing of what was measured before. */
export async function measureBurst(session: Session, scenario: Burst): Promise<readonly Measurement[]> {
  const upstream = await session.startUpstream(scenario.delayMs);
  upstream.setSlow(true);
  const measured: Measurement[] = [];
  for (const id of variantsOf(scenario, session.effort)) {
    const running = await startVariants(session, [id], upstream.url);
    for (const variant of running) measured.push(await measureOnce(session, scenario, variant));
    await stopAll(running);
  }
  await upstream.stop();
  return measured;
}

async function measureOnce(session: Session, scenario: Burst, variant: RunningVariant): Promise<Measurement> {
  const { children, cores, skipped } = session;
  const order: BurstOrder = {
    ...targetOf(variant, scenario.workload),
    requests: scenario.requests,
    timeoutSeconds,
  };
  const file = join(cacheFolder, 'burst-order.json');
  writeFileSync(file, JSON.stringify(order));
  const finish = observe(variant, cores.variant);
  const { answered, errors, seconds, statuses } = await runForJson<BurstResult>(children, {
    name: 'burst-client',
    command: process.execPath,
    args: [programFile('burst-client'), file],
    core: cores.load,
    timeoutMs: (timeoutSeconds + 30) * 1000,
  });
  const found = { scenario: scenario.id, variant: variant.id, round: 0 };
  if (hasEnded(variant)) {
    skipped.set(`${variant.id} in ${scenario.id}`, `it died after ${answered} answers: ${lastLine(variant)}`);
    return { ...found, values: { answered, errors } };
  }
  if (errors > 0) session.say(`  ${variant.id}: answers by status ${JSON.stringify(statuses)}`);
  const observed = await finish(scenario.requests);
  return { ...found, values: { answered, errors, requestsPerSecond: answered / seconds, ...observed } };
}

const hasEnded = ({ child }: RunningVariant) =>
  child !== undefined && (child.process.exitCode !== null || child.process.signalCode !== null);

const lastLine = ({ child }: RunningVariant) =>
  child
    ?.lastWords()
    .split('\n')
    .find((line) => /error/i.test(line)) ?? '';
