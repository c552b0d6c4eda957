import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { query } from '../workloads/workloads.ts';
import type { ClientId, ClientOrder } from './order.ts';

/** One call, from strings to ranked results. Resolves with how many places came back. */
export type Call = (documents: readonly string[]) => Promise<number>;

/** The libraries are imported here, so that a process holds only the one that it measures. */
export const clients: Readonly<Record<ClientId, (order: ClientOrder) => Promise<Call>>> = {
  /** The least that a client of undici can do: the NIM's own body and answer, no checks. */
  async 'undici-dispatch'({ upstream: origin }) {
    const { Agent } = await import('undici');
    const dispatcher = new Agent();
    return (documents) =>
      new Promise((resolve, reject) => {
        const chunks: Buffer[] = [];
        const path = rankingPath(documents);
        dispatcher.dispatch(
          { origin, path, method: 'POST', headers: nimHeaders, body: nimBody(documents) },
          {
            onRequestStart() {},
            onResponseStart() {},
            onResponseData: (_, chunk) => void chunks.push(chunk),
            onResponseEnd: () => resolve(countRankings(JSON.parse(Buffer.concat(chunks).toString()))),
            onResponseError: (_, error) => reject(error),
          },
        );
      });
  },

  /** The same by the function that most programs call. */
  async 'undici-request'({ upstream }) {
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent();
    return async (documents) => {
      const options = { dispatcher, method: 'POST' as const, headers: nimHeaders, body: nimBody(documents) };
      const answer = await request(upstream + rankingPath(documents), options);
      return countRankings(await answer.body.json());
    };
  },

  async 'openrerank-sdk'({ upstream }) {
    const { createReranker } = await import('@openrerank/sdk');
    const { nvidiaNim } = await import('@openrerank/provider-nvidia-nim');
    // The hosted model takes 1,000 documents in one request.
    const model = 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2';
    const rerankerFor = keep((count) =>
      createReranker({ providers: [nvidiaNim({ apiKey: 'bench', baseUrl: `${upstream}/nim-${count}` })] }),
    );
    return async (documents) =>
      (await rerankerFor(documents.length).rerank({ model, query, documents })).results.length;
  },

  async 'ai-sdk'({ upstream, peers }) {
    const { rerank } = await importPeer<AiSdk>(peers, 'ai');
    const { createCohere } = await importPeer<AiSdkCohere>(peers, '@ai-sdk/cohere');
    const modelFor = keep((count) =>
      createCohere({ baseURL: `${upstream}/cohere-${count}/v2`, apiKey: 'bench' }).reranking('rerank-v3.5'),
    );
    return async (documents) => {
      const model = modelFor(documents.length);
      return (await rerank({ model, query, documents, maxRetries: 0 })).ranking.length;
    };
  },

  async 'cohere-ai'({ upstream, peers }) {
    const { CohereClientV2 } = await importPeer<CohereAi>(peers, 'cohere-ai');
    const clientFor = keep(
      (count) => new CohereClientV2({ token: 'bench', environment: `${upstream}/cohere-${count}` }),
    );
    return async (documents) => {
      const request = { model: 'rerank-v3.5', query, documents };
      return (await clientFor(documents.length).rerank(request, { maxRetries: 0 })).results.length;
    };
  },
};

const nimHeaders = { 'content-type': 'application/json', authorization: 'Bearer bench' };

const rankingPath = (documents: readonly string[]) => `/nim-${documents.length}/v1/ranking`;

function nimBody(documents: readonly string[]): string {
  const passages = documents.map((text) => ({ text }));
  return JSON.stringify({ model: 'bench/model', query: { text: query }, passages });
}

const countRankings = (answer: unknown): number =>
  (answer as { readonly rankings: readonly unknown[] }).rankings.length;

/** Makes a client for each number of documents once, as a program does that has one upstream. */
function keep<Client>(make: (count: number) => Client): (count: number) => Client {
  const made = new Map<number, Client>();
  return (count) => {
    const client = made.get(count) ?? make(count);
    made.set(count, client);
    return client;
  };
}

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
