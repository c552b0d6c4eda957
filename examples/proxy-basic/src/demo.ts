// Ranks one query through the proxy and in process, against a NIM emulator or, with --live, against NVIDIA's API.
import { parseArgs } from 'node:util';
import { startNimEmulator } from '@openrerank/nim-emulator';
import { compatible } from '@openrerank/provider-compatible';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createReranker } from '@openrerank/sdk';
import { rankWithFetch } from './rank-with-fetch.ts';
import { startProxy } from './start-proxy.ts';
import { printRanking, type Ranking } from './table.ts';

const query = 'What is the GPU memory bandwidth of H100 SXM?';
const documents = [
  "The Hopper GPU is paired with the Grace CPU using NVIDIA's ultra-fast chip-to-chip interconnect, delivering 900GB/s of bandwidth.",
  'A100 provides up to 20X higher performance over the prior generation.',
  'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
];

// Ends everything: what this program started goes with it.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
try {
  const { live } = parseArgs({ options: { live: { type: 'boolean', default: false } } }).values;
  await using upstream = live ? useNvidia() : await useEmulator();
  await using proxy = await startProxy(upstream.env);
  console.log(`Upstream: ${upstream.name}\nProxy:    ${proxy.url}\n\nQuery: ${query}\n`);
  await rankInThreeWays(proxy.url, upstream.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function rankInThreeWays(proxyUrl: string, env: Readonly<Record<string, string>>): Promise<void> {
  const throughProxy = createReranker({ providers: [compatible({ id: 'proxy', baseUrl: proxyUrl })] });
  const inProcess = createReranker({ providers: [nvidiaNim()], env });
  const input = { query, documents, topN: 3 };
  try {
    await show('fetch, through the proxy', () =>
      rankWithFetch(proxyUrl, { model: 'nvidia-rerank', query, documents, top_n: 3 }),
    );
    await show('sdk, through the proxy', () => throughProxy.rerank({ model: 'proxy/nvidia-rerank', ...input }));
    await show('sdk, in process', () =>
      inProcess.rerank({ model: 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2', ...input }),
    );
  } finally {
    await Promise.all([throughProxy.close(), inProcess.close()]);
  }
}

async function show(way: string, rank: () => Promise<Ranking>): Promise<void> {
  const started = performance.now();
  const ranking = await rank();
  printRanking(`${way} (${(performance.now() - started).toFixed(1)} ms)`, ranking);
}

async function useEmulator() {
  const key = 'nvapi-demo';
  const emulator = await startNimEmulator({ profile: 'hosted', apiKeys: [key] });
  return {
    name: `NIM emulator at ${emulator.url} (--live asks NVIDIA's API)`,
    env: { NVIDIA_NIM_API_KEY: key, NVIDIA_NIM_API_BASE: emulator.url },
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

function useNvidia() {
  const { NVIDIA_NIM_API_KEY, NVIDIA_NIM_API_BASE } = process.env;
  if (!NVIDIA_NIM_API_KEY) {
    throw new Error('--live needs a key: export NVIDIA_NIM_API_KEY="nvapi-..." (build.nvidia.com gives one).');
  }
  return {
    name: NVIDIA_NIM_API_BASE ?? "NVIDIA's API",
    env: { NVIDIA_NIM_API_KEY, ...(NVIDIA_NIM_API_BASE && { NVIDIA_NIM_API_BASE }) },
    [Symbol.asyncDispose]: async () => {},
  };
}
