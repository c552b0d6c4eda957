import { startNimEmulator } from '@openrerank/nim-emulator';
import { createProxy, loadConfig } from '@openrerank/proxy';
import { request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { masterKey } from '../src/variants/environment.ts';
import { proxyConfig } from '../src/variants/variants.ts';
import { makeBody, makeDocuments, modelOf, placesOf } from '../src/workloads/body.ts';
import { query, type WorkloadId, workloads } from '../src/workloads/workloads.ts';

// The upstream that is measured with gives one fixed answer. Here the same bodies go through the same configuration to
// a NIM that ranks them.
const model = 'nvidia/llama-nemotron-rerank-vl-1b-v2';

interface Ranked {
  readonly index: number;
  readonly logit: number;
}

async function startBoth() {
  const emulator = await startNimEmulator({ models: ['bench/model', model] });
  const env = Object.fromEntries([3, 100, 300, 500, 1000].map((count) => [`BENCH_NIM_${count}`, emulator.url]));
  const proxy = await createProxy({ config: await loadConfig(proxyConfig, env), logLevel: 'silent' });
  onTestFinished(async () => {
    await proxy.close();
    await emulator.close();
  });
  return { emulator, emulatorUrl: emulator.url, proxyUrl: await proxy.listen({ host: '127.0.0.1', port: 0 }) };
}

async function post(url: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.statusCode, json: (await answer.body.json()) as Record<string, unknown> };
}

/** The ranking of the documents in parts of this size, each asked for directly. */
async function rankDirectly(url: string, hosted: boolean, documents: readonly string[], size: number) {
  const ranked: Ranked[] = [];
  for (let first = 0; first < documents.length; first += size) {
    const passages = documents.slice(first, first + size).map((text) => ({ text }));
    const path = hosted ? `/v1/retrieval/${model}/reranking` : '/v1/ranking';
    const body = JSON.stringify({ model: hosted ? model : 'bench/model', query: { text: query }, passages });
    const { json } = await post(url + path, body, { authorization: 'Bearer nvapi-bench' });
    for (const { index, logit } of json['rankings'] as readonly Ranked[]) ranked.push({ index: index + first, logit });
  }
  return ranked.sort((a, b) => b.logit - a.logit || a.index - b.index);
}

it.each<readonly [WorkloadId, number]>([
  ['S', 3],
  ['M', 100],
  ['L', 1000],
  ['objects', 100],
  ['escapes', 100],
  ['python', 100],
  ['non-ascii', 100],
  ['split', 300],
  ['echo', 1000],
])('%s is ranked through the proxy as it is directly', async (id, size) => {
  const { emulatorUrl, proxyUrl } = await startBoth();
  const workload = workloads[id];
  const documents = makeDocuments(workload);
  const expected = await rankDirectly(emulatorUrl, workload.documents === 1000, documents, size);
  const { status, json } = await post(`${proxyUrl}/v1/rerank`, makeBody(workload), {
    authorization: `Bearer ${masterKey}`,
  });
  expect([status, json['model']]).toEqual([200, modelOf(workload)]);
  expect(json['results']).toEqual(
    expected.slice(0, placesOf(workload)).map(({ index, logit }) => ({
      index,
      relevance_score: logit,
      ...(workload.echo && { document: { text: documents[index] } }),
    })),
  );
});

it('keeps its connections to the upstream: as many as calls at once, however many calls', async () => {
  const { emulator, proxyUrl } = await startBoth();
  const atOnce = 8;
  const body = makeBody(workloads.S);
  const callInTurn = async () => {
    for (let call = 0; call < 25; call++) {
      const { status } = await post(`${proxyUrl}/v1/rerank`, body, { authorization: `Bearer ${masterKey}` });
      expect(status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, callInTurn));
  expect(emulator.counters.answered).toBe(25 * atOnce);
  expect(emulator.counters.maxOpenConnections).toBeLessThanOrEqual(atOnce);
  expect(emulator.counters.openConnections).toBe(emulator.counters.maxOpenConnections);
});
