import { defined } from './defined.ts';

/** A reranker as NVIDIA serves it. */
export interface NimModel {
  /** What the `model` of a request says. */
  readonly id: string;
  /** Other names that are taken in a request's `model`. */
  readonly aliases: readonly string[];
  /** Takes images beside text. */
  readonly images: boolean;
  /** The longest query and passage together, in tokens. */
  readonly maxTokens: number;
  /** Where NVIDIA hosts it; absent for a model that is known as a container only. */
  readonly hosted?: HostedModel | undefined;
}

/** Where and until when NVIDIA hosts a model. */
export interface HostedModel {
  /** Where the body's id has a dot between digits, the path has an underscore. */
  readonly path: string;
  /** RFC 3339. Before it answers carry a `Deprecation` header, from then on they are 410. */
  readonly endOfLife?: string | undefined;
  /** The path is still mapped, to a function that is gone: 404 for every account. */
  readonly pulled?: boolean | undefined;
}

/** A known model's id, or a model of your own. What is left out comes from the known model of that id, if there is one. */
export type ModelChoice = string | (Partial<NimModel> & { readonly id: string });

/** Paths: langchain-nvidia `_statics.py`. Token limits: the support matrices of docs.nvidia.com/nim/nemo-retriever. */
export const knownModels: readonly NimModel[] = [
  {
    id: 'nvidia/llama-nemotron-rerank-vl-1b-v2',
    aliases: [],
    images: true,
    maxTokens: 8192,
    hosted: { path: '/v1/retrieval/nvidia/llama-nemotron-rerank-vl-1b-v2/reranking' },
  },
  {
    id: 'nvidia/llama-nemotron-rerank-1b-v2',
    aliases: [],
    images: false,
    maxTokens: 8192,
    hosted: { path: '/v1/retrieval/nvidia/llama-nemotron-rerank-1b-v2/reranking' },
  },
  {
    id: 'nvidia/llama-3.2-nv-rerankqa-1b-v2',
    aliases: [],
    images: false,
    maxTokens: 8192,
    hosted: {
      path: '/v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking',
      // NVIDIA/context-aware-rag #70, BerriAI/litellm #28191.
      endOfLife: '2026-05-18T00:00:00Z',
    },
  },
  {
    id: 'nvidia/llama-3.2-nv-rerankqa-1b-v1',
    aliases: [],
    images: false,
    maxTokens: 8192,
    // No notice was found: presumed gone, since its successor is.
    hosted: { path: '/v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v1/reranking', pulled: true },
  },
  {
    id: 'nvidia/nv-rerankqa-mistral-4b-v3',
    aliases: [],
    images: false,
    maxTokens: 512,
    // Users report 404; langchain-nvidia dropped it on 2026-01-06.
    hosted: { path: '/v1/retrieval/nvidia/nv-rerankqa-mistral-4b-v3/reranking', pulled: true },
  },
  {
    id: 'nv-rerank-qa-mistral-4b:1',
    aliases: ['nvidia/rerank-qa-mistral-4b', 'ai-rerank-qa-mistral-4b'],
    images: false,
    maxTokens: 512,
    // The oldest one: its path names no model. The date is the announced one, AstrBot #9729.
    hosted: { path: '/v1/retrieval/nvidia/reranking', endOfLife: '2026-08-24T00:00:00Z' },
  },
  { id: 'nvidia/llama-3.2-nemoretriever-500m-rerank-v2', aliases: [], images: false, maxTokens: 8192 },
  { id: 'nvidia/llama-nemotron-rerank-500m-v2', aliases: [], images: false, maxTokens: 8192 },
  // The limit is the open weights'; the container's own was not found.
  { id: 'baai/bge-reranker-v2-m3', aliases: [], images: false, maxTokens: 8192 },
];

export function toModel(choice: ModelChoice): NimModel {
  const chosen = typeof choice === 'string' ? { id: choice } : choice;
  const known = knownModels.find(({ id }) => id === chosen.id);
  return { ...(known ?? unknownModel(chosen.id)), ...defined(chosen) };
}

const unknownModel = (id: string): NimModel => ({
  id,
  aliases: [],
  images: false,
  maxTokens: 8192,
  hosted: { path: `/v1/retrieval/${id.replace(/(?<=\d)\.(?=\d)/g, '_')}/reranking` },
});

export const answersTo = (model: NimModel, name: string): boolean => model.id === name || model.aliases.includes(name);
