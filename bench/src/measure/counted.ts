import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import type { Target } from '../load/load.ts';
import { resetPeak } from '../machine/proc.ts';
import type { Counted } from '../scenarios.ts';
import { type Session, targetOf } from '../session.ts';
import { percentile } from '../statistics.ts';
import type { RunningVariant } from '../variants/variant.ts';
import type { Measurement } from './measurement.ts';
import { observe } from './observe.ts';
import { probeAll } from './probe.ts';
import { inTurn } from './rounds.ts';

/** The probe is the warm-up: one request is a large part of all that are sent. */
export async function measureCounted(
  session: Session,
  scenario: Counted,
  running: readonly RunningVariant[],
  round: number,
): Promise<readonly Measurement[]> {
  const { id, workload } = scenario;
  const able = await probeAll(session, id, workload, running);
  return inTurn(able, round, async (variant) => {
    if (variant.child !== undefined) resetPeak(variant.child.pid);
    const finish = observe(variant, session.cores.variant);
    const { latencies, errors } = await sendAll(targetOf(variant, workload), scenario.requests);
    const seconds = latencies.reduce((sum, latency) => sum + latency, 0) / 1000;
    const values = {
      requestsPerSecond: (scenario.requests - errors) / seconds,
      p50Ms:
        percentile(
          latencies.toSorted((a, b) => a - b),
          50,
        ) ?? Number.NaN,
      errors,
      ...(await finish(scenario.requests)),
    };
    return { scenario: id, variant: variant.id, round, values };
  });
}

async function sendAll({ url, headers, bodyFile }: Target, count: number) {
  const dispatcher = new Agent({ headersTimeout: 60_000, bodyTimeout: 60_000 });
  const options = {
    dispatcher,
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', ...headers },
    body: readFileSync(bodyFile),
  };
  const latencies: number[] = [];
  let errors = 0;
  for (let sent = 0; sent < count; sent++) {
    const started = performance.now();
    const answer = await request(url, options).catch(() => undefined);
    await answer?.body.dump({ limit: 64 * 1024 * 1024 });
    latencies.push(performance.now() - started);
    if (answer?.statusCode !== 200) errors++;
  }
  await dispatcher.close();
  return { latencies, errors };
}
