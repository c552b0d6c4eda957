import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import type { Target } from '../load/load.ts';
import { type Session, targetOf } from '../session.ts';
import type { RunningVariant } from '../variants/variant.ts';
import type { WorkloadId } from '../workloads/workloads.ts';

/** Python does not compile while it runs: a second is enough to open the connections. */
const interpretedSeconds = 1;

/** Sends small requests until V8 has compiled the code that serves them, and then a second of each larger workload. */
export async function warmUpProcess(
  { effort, generator }: Session,
  variant: RunningVariant,
  larger: readonly WorkloadId[],
): Promise<void> {
  if (variant.child === undefined) return;
  const seconds = variant.isNode ? effort.processWarmUpSeconds : interpretedSeconds;
  await generator.run(targetOf(variant, 'S'), { connections: 32, seconds });
  for (const workload of larger) await warmUp(targetOf(variant, workload), 8, 1);
}

/** Requests until the time is up, so that what is measured afterwards is compiled and connected. Failures are ignored. */
export async function warmUp({ url, headers, bodyFile }: Target, parallel: number, seconds: number): Promise<void> {
  const dispatcher = new Agent({ headersTimeout: 30_000, bodyTimeout: 30_000 });
  const body = readFileSync(bodyFile);
  const options = { dispatcher, body, headers: { 'content-type': 'application/json', ...headers } };
  const end = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < end) {
      const answer = await request(url, { method: 'POST', ...options });
      await answer.body.dump();
    }
  };
  await Promise.allSettled(Array.from({ length: parallel }, worker));
  await dispatcher.close();
}
