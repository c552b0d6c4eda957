// Calls one rerank client over and over, in a process of its own, whenever it is told with what and for how long.
import { readFileSync } from 'node:fs';
import { countAllocation } from '../src/heap/allocation.ts';
import { clients } from '../src/sdk/clients.ts';
import type { ClientOrder, ClientResult, ClientTurn } from '../src/sdk/order.ts';
import { makeDocuments } from '../src/workloads/body.ts';
import { workloads } from '../src/workloads/workloads.ts';

const order = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as ClientOrder;
const started = performance.now();
let importMs = 0;
const loading = clients[order.client](order).finally(() => {
  importMs = performance.now() - started;
});

process.on('disconnect', () => process.exit());
process.on('message', (turn) => {
  callFor(turn as ClientTurn).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function callFor({ workload, seconds: limit, countsAllocation = false }: ClientTurn): Promise<ClientResult> {
  const call = await loading;
  const documents = makeDocuments(workloads[workload]);
  const finishCounting = countsAllocation ? countAllocation() : undefined;
  const begin = performance.now();
  const before = process.cpuUsage();
  let calls = 0;
  let errors = 0;
  const worker = async () => {
    while (performance.now() - begin < limit * 1000) {
      calls++;
      const places = await call(documents).catch(() => 0);
      if (places !== documents.length) errors++;
    }
  };
  await Promise.all(Array.from({ length: order.parallel }, worker));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begin) / 1000;
  const bytes = finishCounting?.();
  const garbageKb = bytes === undefined ? undefined : bytes / calls / 1000;
  return { calls, errors, seconds, cpuMicros: (user + system) / calls, importMs, garbageKb };
}
