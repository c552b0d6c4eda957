// Own documents, and a fallback that needs no network: run it with or without NVIDIA_NIM_API_KEY.
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createReranker, fallback } from '@openrerank/sdk';

const reranker = createReranker({
  providers: [nvidiaNim(), local()],
  model: 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2',
  middleware: [fallback(['local/bm25'])],
});

const notes = [
  { id: 11, title: 'Grace Hopper', body: 'The chip-to-chip interconnect delivers 900GB/s of bandwidth.' },
  { id: 12, title: 'A100', body: 'Up to 20X higher performance over the prior generation.' },
  { id: 13, title: 'H100', body: 'Servers with H100 deliver 3 terabytes per second of memory bandwidth per GPU.' },
];

const { results, warnings, meta } = await reranker.rerank({
  query: 'What is the GPU memory bandwidth of H100?',
  documents: notes,
  toText: ({ title, body }) => `${title}: ${body}`,
  topN: 2,
  totalTimeoutMs: 10_000,
});

console.log(`ranked by ${meta.provider}/${meta.model}`);
for (const { code, message } of warnings) console.log(`${code}: ${message}`);
for (const { relevanceScore, document } of results) console.log(relevanceScore.toFixed(3), document.id, document.title);
await reranker.close();
