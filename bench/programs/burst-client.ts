// Sends many requests at the same moment, each on a connection of its own, and waits for all answers.
import { readFileSync } from 'node:fs';
import { Agent, request as send } from 'undici';
import type { BurstOrder, BurstResult } from '../src/load/paced.ts';

const order = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as BurstOrder;
const body = readFileSync(order.bodyFile);
const headers = { 'content-type': 'application/json', ...order.headers };
const timeoutMs = order.timeoutSeconds * 1000;
const dispatcher = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } });
const signal = AbortSignal.timeout(timeoutMs);

const started = performance.now();
const all = await Promise.all(Array.from({ length: order.requests }, sendOne));
const statuses: Record<string, number> = {};
for (const status of all) statuses[status] = (statuses[status] ?? 0) + 1;
const answered = statuses['200'] ?? 0;
const result: BurstResult = {
  answered,
  errors: order.requests - answered,
  seconds: (performance.now() - started) / 1000,
  statuses,
};
process.stdout.write(JSON.stringify(result));
process.exit(0);

async function sendOne(): Promise<number> {
  try {
    const answer = await send(order.url, { dispatcher, method: 'POST', headers, body, signal });
    await answer.body.arrayBuffer();
    return answer.statusCode;
  } catch {
    return 0;
  }
}
