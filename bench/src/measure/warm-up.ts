import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import type { Target } from '../load/load.ts';
import { type Session, targetOf } from '../session.ts';
import type { RunningVariant } from '../variants/variant.ts';

/** After so many, V8 has optimised what it is going to. It has one core for that too, so it takes seconds. */
const enough = 60_000;

/** Small requests until a process runs as fast as it will, and then some of the usual large ones. */
export async function warmUpProcess({ effort, generator }: Session, variant: RunningVariant): Promise<void> {
  if (variant.child === undefined) return;
  const most = variant.isNode ? effort.firstWarmUpSeconds : 1;
  for (let second = 0, answered = 0; second < most && answered < enough; second++) {
    const { requests } = await generator.run(targetOf(variant, 'S'), { connections: 32, seconds: 1 });
    answered += requests;
  }
  for (const workload of ['M', 'L'] as const) await warmUp(targetOf(variant, workload), 8, 1);
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
