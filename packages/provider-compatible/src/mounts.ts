import type { Capabilities, ProviderAbout, ProviderDefinition } from '@openrerank/core';
import { cohereSpelling, type Spelling, type UsageReader } from '@openrerank/shapes';
import { type CompatibleOptions, count, flag, type OptionShape, object, text } from './options.ts';
import { readAnyUsage, readOpenRouterUsage } from './usage.ts';

/** What is known of a server or a service beside its shape. */
export interface Mount {
  readonly about: ProviderAbout;
  /** Where the service is, or where the server listens if it is not told otherwise. */
  readonly baseUrl?: string | undefined;
  readonly env: NonNullable<ProviderDefinition<string, CompatibleOptions>['env']>;
  /** The options that its page names. It may know others. */
  readonly options: OptionShape;
  /** A service that nobody may use without a key. */
  readonly needsKey: boolean;
  /** From the host on. */
  readonly route: string;
  readonly spelling: Spelling;
  readonly capabilities: Capabilities;
  readonly readUsage: UsageReader;
}

const { always: _echo, ...bareSpelling } = cohereSpelling;

/** What ranks one text at a time, by a scale that the model or an option decides. */
const pointwise: Capabilities = {
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unknown' },
  cutsTopN: true,
};

/** What may have any model behind it. */
const opaque: Capabilities = { ...pointwise, scoring: 'listwise' };

const server = { needsKey: false, options: {}, route: 'v1/rerank', readUsage: readAnyUsage } as const;
const service = { ...server, needsKey: true } as const;

export const mounts = {
  infinity: {
    ...server,
    about: {
      title: 'Infinity',
      docs: 'https://github.com/michaelfeil/infinity',
      models: ['mixedbread-ai/mxbai-rerank-xsmall-v1'],
    },
    baseUrl: 'http://localhost:7997',
    env: { apiKey: 'INFINITY_API_KEY', baseUrl: 'INFINITY_API_BASE' },
    options: { raw_scores: flag },
    route: 'rerank',
    spelling: cohereSpelling,
    capabilities: { ...pointwise, maxDocuments: 2048 },
  },
  litellm_proxy: {
    ...server,
    about: { title: 'LiteLLM proxy', docs: 'https://docs.litellm.ai/docs/rerank', models: ['my-reranker'] },
    env: { apiKey: 'LITELLM_PROXY_API_KEY', baseUrl: 'LITELLM_PROXY_API_BASE' },
    options: { max_tokens_per_doc: count, max_chunks_per_doc: count, instruction: text },
    spelling: cohereSpelling,
    capabilities: { ...opaque, modalities: ['text', 'image'] },
  },
  openrerank: {
    ...server,
    about: { title: 'OpenRerank proxy', docs: 'https://docs.cohere.com/reference/rerank', models: ['my-reranker'] },
    env: { apiKey: 'OPENRERANK_API_KEY', baseUrl: 'OPENRERANK_API_BASE' },
    route: 'v2/rerank',
    spelling: cohereSpelling,
    capabilities: { ...opaque, modalities: ['text', 'image'] },
  },
  llama_cpp: {
    ...server,
    about: {
      title: 'llama.cpp',
      docs: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
      models: ['bge-reranker-v2-m3'],
    },
    baseUrl: 'http://localhost:8080',
    env: { apiKey: 'LLAMA_CPP_API_KEY', baseUrl: 'LLAMA_CPP_API_BASE' },
    spelling: bareSpelling,
    capabilities: pointwise,
  },
  localai: {
    ...server,
    about: {
      title: 'LocalAI',
      docs: 'https://localai.io/features/reranker/',
      models: ['jina-reranker-v1-base-en'],
    },
    baseUrl: 'http://localhost:8080',
    env: { apiKey: 'LOCALAI_API_KEY', baseUrl: 'LOCALAI_API_BASE' },
    options: { backend: text },
    spelling: bareSpelling,
    capabilities: opaque,
  },
  xinference: {
    ...server,
    about: {
      title: 'Xinference',
      docs: 'https://inference.readthedocs.io/en/latest/models/model_abilities/rerank.html',
      models: ['bge-reranker-v2-m3'],
    },
    baseUrl: 'http://localhost:9997',
    env: { apiKey: 'XINFERENCE_API_KEY', baseUrl: 'XINFERENCE_API_BASE' },
    options: { return_len: flag, max_chunks_per_doc: count, kwargs: text },
    spelling: cohereSpelling,
    capabilities: opaque,
  },
  gpustack: {
    ...server,
    about: {
      title: 'GPUStack',
      docs: 'https://docs.gpustack.ai/latest/integrations/inference-apis/',
      models: ['bge-reranker-v2-m3'],
    },
    env: { apiKey: 'GPUSTACK_API_KEY', baseUrl: 'GPUSTACK_API_BASE' },
    spelling: cohereSpelling,
    capabilities: opaque,
  },
  sglang: {
    ...server,
    about: {
      title: 'SGLang',
      docs: 'https://docs.sglang.io/docs/supported-models/rerank_models',
      models: ['BAAI/bge-reranker-v2-m3', 'Qwen/Qwen3-Reranker-8B'],
    },
    baseUrl: 'http://localhost:30000',
    env: { apiKey: 'SGLANG_API_KEY', baseUrl: 'SGLANG_API_BASE' },
    options: { instruct: text },
    // The answer is the list itself.
    spelling: { ...cohereSpelling, results: undefined, score: 'score' },
    capabilities: pointwise,
  },
  openrouter: {
    ...service,
    about: {
      title: 'OpenRouter',
      docs: 'https://openrouter.ai/docs/sdks/typescript/api-reference/rerank',
      models: ['cohere/rerank-v3.5'],
    },
    baseUrl: 'https://openrouter.ai/api/v1',
    env: { apiKey: 'OPENROUTER_API_KEY', baseUrl: 'OPENROUTER_API_BASE' },
    options: { provider: object },
    route: 'api/v1/rerank',
    spelling: bareSpelling,
    capabilities: opaque,
    readUsage: readOpenRouterUsage,
  },
  novita: {
    ...service,
    about: {
      title: 'Novita AI',
      docs: 'https://novita.ai/docs/api-reference/model-apis-llm-create-rerank',
      models: ['baai/bge-reranker-v2-m3', 'qwen/qwen3-reranker-8b'],
    },
    baseUrl: 'https://api.novita.ai/openai/v1',
    // LiteLLM's NOVITA_API_BASE is another API, for chat.
    env: { apiKey: 'NOVITA_API_KEY' },
    route: 'openai/v1/rerank',
    spelling: bareSpelling,
    capabilities: opaque,
  },
  siliconflow: {
    ...service,
    about: {
      title: 'SiliconFlow',
      docs: 'https://docs.siliconflow.cn/cn/api-reference/rerank/create-rerank',
      models: ['BAAI/bge-reranker-v2-m3', 'Qwen/Qwen3-Reranker-8B', 'netease-youdao/bce-reranker-base_v1'],
    },
    baseUrl: 'https://api.siliconflow.cn/v1',
    env: { apiKey: 'SILICONFLOW_API_KEY', baseUrl: 'SILICONFLOW_API_BASE' },
    options: { instruction: text, max_chunks_per_doc: count, overlap_tokens: count },
    spelling: cohereSpelling,
    capabilities: { ...pointwise, scoreScale: { kind: 'unit' } },
  },
} as const satisfies Record<string, Mount>;
