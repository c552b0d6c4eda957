// Calls one rerank client over and over, in a process of its own, whenever it is told for how many seconds.
import { readFileSync } from 'node:fs';
import { clients } from '../src/sdk/clients.ts';
import type { ClientOrder, ClientResult } from '../src/sdk/order.ts';
import { workloads } from '../src/workloads/workloads.ts';

const order = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as ClientOrder;
const started = performance.now();
let importMs = 0;
const loading = clients[order.client](order).finally(() => {
  importMs = performance.now() - started;
});
const places = workloads[order.workload].documents;

process.on('disconnect', () => process.exit());
process.on('message', (seconds) => {
  callFor(Number(seconds)).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function callFor(limitSeconds: number): Promise<ClientResult> {
  const call = await loading;
  const begin = performance.now();
  const before = process.cpuUsage();
  const end = begin + limitSeconds * 1000;
  let calls = 0;
  let errors = 0;
  const worker = async () => {
    while (performance.now() < end) {
      calls++;
      const count = await call().catch(() => 0);
      if (count !== places) errors++;
    }
  };
  await Promise.all(Array.from({ length: order.parallel }, worker));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begin) / 1000;
  return { calls, errors, seconds, cpuMicros: (user + system) / calls, importMs };
}
