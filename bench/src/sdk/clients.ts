import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeDocuments } from '../workloads/body.ts';
import { query, workloads } from '../workloads/workloads.ts';
import type { ClientId, ClientOrder } from './order.ts';

/** One call, from strings to ranked results. Resolves with how many places came back. */
export type Call = () => Promise<number>;

/** The libraries are imported here, so that a process holds only the one that it measures. */
export const clients: Readonly<Record<ClientId, (order: ClientOrder) => Promise<Call>>> = {
  /** What there is to do in any case: the NIM's own body and answer, no checks. */
  async undici({ upstream, workload }) {
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent();
    const documents = makeDocuments(workloads[workload]);
    const url = `${upstream}/nim-${documents.length}/v1/ranking`;
    const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };
    return async () => {
      const passages = documents.map((text) => ({ text }));
      const body = JSON.stringify({ model: 'bench/model', query: { text: query }, passages });
      const answer = await request(url, { dispatcher, method: 'POST', headers, body });
      const { rankings } = (await answer.body.json()) as { readonly rankings: readonly unknown[] };
      return rankings.length;
    };
  },

  async 'openrerank-sdk'({ upstream, workload }) {
    const { createReranker } = await import('@openrerank/sdk');
    const { nvidiaNim } = await import('@openrerank/provider-nvidia-nim');
    const documents = makeDocuments(workloads[workload]);
    const baseUrl = `${upstream}/nim-${documents.length}`;
    const reranker = createReranker({ providers: [nvidiaNim({ baseUrl, apiKey: 'bench' })] });
    // The hosted model takes 1,000 documents in one request.
    const model = 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2';
    return async () => (await reranker.rerank({ model, query, documents })).results.length;
  },

  async 'ai-sdk'({ upstream, workload, peers }) {
    const { rerank } = await importPeer<AiSdk>(peers, 'ai');
    const { createCohere } = await importPeer<AiSdkCohere>(peers, '@ai-sdk/cohere');
    const documents = makeDocuments(workloads[workload]);
    const cohere = createCohere({ baseURL: `${upstream}/cohere-${documents.length}/v2`, apiKey: 'bench' });
    const model = cohere.reranking('rerank-v3.5');
    return async () => (await rerank({ model, query, documents, maxRetries: 0 })).ranking.length;
  },

  async 'cohere-ai'({ upstream, workload, peers }) {
    const { CohereClientV2 } = await importPeer<CohereAi>(peers, 'cohere-ai');
    const documents = makeDocuments(workloads[workload]);
    const client = new CohereClientV2({ token: 'bench', environment: `${upstream}/cohere-${documents.length}` });
    const request = { model: 'rerank-v3.5', query, documents };
    return async () => (await client.rerank(request, { maxRetries: 0 })).results.length;
  },
};

// The peers are not dependencies of this package, so their types are what is called here.
interface AiSdk {
  rerank(options: object): Promise<{ readonly ranking: readonly unknown[] }>;
}
interface AiSdkCohere {
  createCohere(settings: object): { reranking(model: string): object };
}
interface CohereAi {
  readonly CohereClientV2: new (
    settings: object,
  ) => { rerank(request: object, options: object): Promise<{ readonly results: readonly unknown[] }> };
}

/** Needs Node's --experimental-import-meta-resolve: the package is looked up from another folder than this file's. */
function importPeer<Module>(folder: string | undefined, name: string): Promise<Module> {
  if (folder === undefined) throw new Error(`${name} is not installed.`);
  return import(import.meta.resolve(name, pathToFileURL(join(folder, 'index.mjs')))) as Promise<Module>;
}
