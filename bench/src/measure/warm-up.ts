import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import type { Target } from '../load/load.ts';

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
