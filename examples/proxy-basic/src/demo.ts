// Ranks one query through the proxy and in process, against a NIM emulator or, with --live, against NVIDIA's API.
import { parseArgs } from 'node:util';
import { startNimEmulator } from '@openrerank/nim-emulator';
import { compatible } from '@openrerank/provider-compatible';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createReranker, type RerankResult } from '@openrerank/sdk';
import { startProxy } from './start-proxy.ts';
import { printRanking } from './table.ts';

const { live } = parseArgs({ options: { live: { type: 'boolean', default: false } } }).values;
const modelBehindProxy = 'nvidia-rerank';
const query = 'What is the GPU memory bandwidth of H100 SXM?';
const documents = [
  "The Hopper GPU is paired with the Grace CPU using NVIDIA's ultra-fast chip-to-chip interconnect, delivering 900GB/s of bandwidth.",
  'A100 provides up to 20X higher performance over the prior generation.',
  'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
];

const upstream = live ? useNvidia() : await useEmulator();
const proxy = await startProxy(upstream.env);
const throughProxy = createReranker({ providers: [compatible({ id: 'proxy', baseUrl: proxy.url })] });
const inProcess = createReranker({ providers: [nvidiaNim()], env: upstream.env });
try {
  console.log(`Upstream: ${upstream.name}\nProxy:    ${proxy.url}\n\nQuery: ${query}\n`);
  await show('fetch, through the proxy', rankWithFetch);
  await show('sdk, through the proxy', async () => {
    const answer = await throughProxy.rerank({ model: `proxy/${modelBehindProxy}`, query, documents, topN: 3 });
    return answer.results;
  });
  await show('sdk, in process', async () => {
    const model = 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2';
    return (await inProcess.rerank({ model, query, documents, topN: 3 })).results;
  });
} finally {
  await Promise.all([throughProxy.close(), inProcess.close(), proxy.stop()]);
  await upstream.stop();
}

async function rankWithFetch(): Promise<readonly RerankResult<string>[]> {
  const response = await fetch(`${proxy.url}/rerank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: modelBehindProxy, query, documents, top_n: 3 }),
  });
  if (!response.ok) throw new Error(`The proxy answered ${response.status}: ${await response.text()}`);
  const { results } = (await response.json()) as CohereAnswer;
  return results.map(({ index, relevance_score, document }) => ({
    index,
    relevanceScore: relevance_score,
    document: document.text,
  }));
}

interface CohereAnswer {
  readonly results: readonly {
    readonly index: number;
    readonly relevance_score: number;
    readonly document: { readonly text: string };
  }[];
}

async function show(way: string, rank: () => Promise<readonly RerankResult<string>[]>): Promise<void> {
  const started = performance.now();
  const results = await rank();
  printRanking(`${way} (${(performance.now() - started).toFixed(1)} ms)`, results);
}

async function useEmulator() {
  const key = 'nvapi-demo';
  const emulator = await startNimEmulator({ profile: 'hosted', apiKeys: [key] });
  return {
    name: `NIM emulator at ${emulator.url} (--live asks NVIDIA's API)`,
    env: { NVIDIA_NIM_API_KEY: key, NVIDIA_NIM_API_BASE: emulator.url },
    stop: () => emulator.close(),
  };
}

function useNvidia() {
  const { NVIDIA_NIM_API_KEY, NVIDIA_NIM_API_BASE } = process.env;
  if (!NVIDIA_NIM_API_KEY) {
    console.error('--live needs a key: export NVIDIA_NIM_API_KEY="nvapi-..." (build.nvidia.com gives one).');
    process.exit(1);
  }
  return {
    name: "NVIDIA's API",
    env: { NVIDIA_NIM_API_KEY, ...(NVIDIA_NIM_API_BASE && { NVIDIA_NIM_API_BASE }) },
    stop: async () => {},
  };
}
