// The CPU and the garbage of core's part of a proxied request: routing, executor and provider. The same handler serves the
// same body twice, through the router and through a raw dispatch to the same upstream; the difference is core's part.
// Both go through sockets and with many requests in flight: in a loop without sockets, caches and branch predictors hide
// half of what core costs in a proxy.
import { undiciTransport } from '@openrerank/core/undici';
import { createCohereDialect, createRerankHandler, type RerankHandler, type Router } from '@openrerank/proxy';
import { Agent } from 'undici';
// The proxy's own signal, which is not public: an AbortSignal would add a cost that no proxied request has.
import { createCancel } from '../../packages/proxy/src/http/cancel.ts';
import { countAllocation } from '../src/heap/allocation.ts';
import type { Cost, Pair } from '../src/micro/core-part.ts';
import { routerFor } from '../src/micro/router-for.ts';
import { makeBody, makeDocuments, modelOf } from '../src/workloads/body.ts';
import { query, workloads } from '../src/workloads/workloads.ts';

const { S } = workloads;
const inFlight = 32;
const origin = process.env['UPSTREAM'] as string;
const warmUpMs = Number(process.env['WARM_UP_SECONDS']) * 1000;
const turnMs = Number(process.env['TURN_SECONDS']) * 1000;
const pairCount = 3;
/** Both ways are warmed up in turns: neither must be the only one that the shared code was compiled for. */
const warmUpTurns = 4;

const body = { bytes: makeBody(S) };
const dialect = createCohereDialect();
const router = routerFor({
  name: modelOf(S),
  model: 'nvidia_nim/bench/model',
  baseUrl: `${origin}/${modelOf(S)}`,
  transport: undiciTransport(),
});
const routed = handlerFor(router);
const raw = handlerFor(await rawRouter());

for (let turn = 0; turn < warmUpTurns; turn++) {
  for (const handle of [routed, raw]) await costOf(handle, warmUpMs / warmUpTurns / 2);
}
const pairs: Pair[] = [];
for (let turn = 0; turn < pairCount; turn++) {
  pairs.push({ routed: await costOf(routed, turnMs), raw: await costOf(raw, turnMs) });
}
process.stdout.write(JSON.stringify(pairs));
process.exit(0);

function handlerFor(router: Router): RerankHandler {
  const onUnexpected = (error: unknown) => {
    throw error;
  };
  return createRerankHandler({ router, dialect, dropUnknown: false, clock: performance, onUnexpected });
}

/** Sends fixed bytes by undici, and gives the outcome of a real call for every answer. */
async function rawRouter(): Promise<Router> {
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const passages = makeDocuments(S).map((text) => ({ text }));
  const options = {
    origin,
    path: `/${modelOf(S)}/v1/ranking`,
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
    body: JSON.stringify({ model: 'bench/model', query: { text: query }, passages }),
  };
  const dispatch = () =>
    new Promise<string>((resolve, reject) => {
      const chunks: Buffer[] = [];
      agent.dispatch(options, {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve(Buffer.concat(chunks).toString()),
        onResponseError: (_, error) => reject(error),
      });
    });
  const decoded = dialect.decode(body, { dropUnknown: false, optionNames: (name) => router.group(name).optionNames });
  const outcome = await router.rerank(decoded, createCancel());
  return {
    group: router.group,
    async rerank() {
      await dispatch();
      return outcome;
    },
  };
}

async function costOf(handle: RerankHandler, milliseconds: number): Promise<Cost> {
  const finishCounting = countAllocation();
  const cpuBefore = process.cpuUsage();
  const end = performance.now() + milliseconds;
  let requests = 0;
  const worker = async () => {
    while (performance.now() < end) {
      const answer = await handle({ body, apiVersion: '1', requestId: 'bench', signal: createCancel() });
      if (answer.status !== 200) throw new Error(`The handler answered ${answer.status}: ${String(answer.body)}`);
      requests++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpuMicros: (user + system) / requests, garbageKb: finishCounting() / requests / 1000 };
}
