// Single steps of a rerank call, without sockets: what each costs by itself.
import type { Transport } from '@openrerank/core';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createCohereDialect, createRerankHandler } from '@openrerank/proxy';
import { createReranker } from '@openrerank/sdk';
import { Bench } from 'tinybench';
// Not public, so it is compiled into this program from its source.
import { createRequestScanner } from '../../packages/proxy/src/scan/request-scanner.ts';
import { scanInScript } from '../../packages/proxy/src/scan/script-scan.ts';
import type { MicroResult } from '../src/measure/micro.ts';
import { routerFor } from '../src/micro/router-for.ts';
import { makeAnswers } from '../src/workloads/answers.ts';
import { makeBody, makeDocuments, modelOf } from '../src/workloads/body.ts';
import { query, type Workload, workloads } from '../src/workloads/workloads.ts';

const hosted = 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2';
const answers = makeAnswers();
const time = Number(process.env['MICRO_SECONDS']) * 1000;
const bench = new Bench({ time, warmupTime: time / 2, iterations: 3, warmupIterations: 1 });

const dialect = createCohereDialect();
const scan = createRequestScanner();
const scanWithoutWasm = createRequestScanner(() => scanInScript);
const context = { dropUnknown: false, optionNames: () => new Set<string>() };
for (const workload of [workloads.S, workloads.M, workloads.L, workloads.objects, workloads.escapes]) {
  const body = makeBody(workload);
  bench.add(`JSON.parse ${workload.id}`, () => void JSON.parse(body.toString()));
  bench.add(`scan ${workload.id}`, () => void scan(body));
  bench.add(`scan ${workload.id}, without WebAssembly`, () => void scanWithoutWasm(body));
  bench.add(`decode ${workload.id}`, () => void dialect.decode({ bytes: body }, context));
}

for (const workload of [workloads.S, workloads.M, workloads.L]) {
  const documents = makeDocuments(workload);
  const { reranker } = inMemory(workload);
  const call = { model: hosted, query, documents } as const;
  bench.add(`plan ${workload.id}`, () => reranker.plan(call));
  bench.add(`sdk call ${workload.id}, without network`, () => reranker.rerank(call));
  bench.add(`JSON.stringify of the NIM's body ${workload.id}`, () => {
    JSON.stringify({ model: hosted, query: { text: query }, passages: documents.map((text) => ({ text })) });
  });
}

for (const workload of [workloads.S, workloads.L, workloads.echo]) {
  const documents = makeDocuments(workload);
  const response = await inMemory(workload).reranker.rerank({ model: hosted, query, documents });
  const { verbatim } = dialect.decode({ bytes: makeBody(workload) }, context);
  const answer = {
    id: 'bench',
    verbatim,
    model: modelOf(workload),
    apiVersion: '1',
    returnDocuments: workload.echo,
    results: workload.echo ? response.results : response.results.slice(0, 10),
    usage: response.usage,
    warnings: [],
  };
  bench.add(`encode answer ${workload.id}`, () => void dialect.encode(answer));
}

const { S } = workloads;
const routed = { model: modelOf(S), query, documents: makeDocuments(S), topN: undefined, options: {} };
const baseUrl = 'http://127.0.0.1';
const router = routerFor({ name: modelOf(S), model: hosted, baseUrl, transport: transportFor(S) });
const { signal } = new AbortController();
bench.add('route S, without network', () => router.rerank(routed, signal));
const handle = createRerankHandler({
  router,
  dialect,
  dropUnknown: false,
  clock: { now: () => performance.now() },
  onUnexpected: (error) => {
    throw error;
  },
});
const exchange = { body: { bytes: makeBody(S) }, apiVersion: '1', requestId: 'bench', signal };
bench.add('proxy handler S, without network', () => handle(exchange));

await bench.run();
const results: readonly MicroResult[] = bench.tasks.map(({ name, result }) => {
  if (result.state !== 'completed') throw new Error(`${name}: ${'error' in result ? result.error : result.state}`);
  return { name, micros: result.latency.p50 * 1e3 };
});
process.stdout.write(JSON.stringify(results));

/** A NIM that answers from memory. */
function transportFor(workload: Workload): Transport {
  const body = String(answers.get(modelOf(workload)));
  const response = { status: 200, headers: { 'content-type': 'application/json' }, body };
  return async () => response;
}

function inMemory(workload: Workload) {
  const providers = [nvidiaNim({ baseUrl: 'http://127.0.0.1', apiKey: 'bench' })] as const;
  return { reranker: createReranker({ providers, transport: transportFor(workload) }) };
}
