import { defineRerankProvider, type HttpResponse, type ProviderAbout } from '@openrerank/core';
import { cohereSpelling, routeUrl, teiEndpoint } from '@openrerank/shapes';
import { cohereLike } from './endpoint.ts';
import { parseFailure } from './failure.ts';
import { type Mount, mounts } from './mounts.ts';
import { type CompatibleOptions, commonOptions, openOptions } from './options.ts';
import { rerankUrl } from './url.ts';
import { readAnyUsage } from './usage.ts';

const readHeaders = (headers: HttpResponse['headers']) => ({ requestId: headers['x-request-id'] });

/**
 * Any server that speaks Cohere's rerank API: `compatible({ baseUrl: 'http://localhost:4000' })`, then
 * `compatible/<model name there>`; Jina's API is the same. `compatible/tei/<model>` speaks that of Text Embeddings Inference.
 * Mount it under an own id where there are several.
 *
 * What the server does behind Cohere's API is not known here, so nothing is assumed of it: lists are not split, and scores
 * only tell an order.
 */
export const compatible = defineRerankProvider<'compatible', CompatibleOptions>({
  id: 'compatible',
  about: {
    title: "Any server with Cohere's, Jina's or TEI's API",
    docs: 'https://docs.cohere.com/reference/rerank',
    models: ['my-reranker', 'tei/my-reranker'],
  },
  ...openOptions(commonOptions),
  needsKey: () => false,
  endpoints: {
    rerank: cohereLike({
      capabilities: {
        modalities: ['text', 'image'],
        scoring: 'listwise',
        scoreScale: { kind: 'unknown' },
        cutsTopN: true,
      },
      spelling: cohereSpelling,
      url: ({ baseUrl }) => rerankUrl(baseUrl),
      readUsage: readAnyUsage,
    }),
    // Of unknown scale, since `raw_scores` is one of its options.
    tei: teiEndpoint({ scoreScale: { kind: 'unknown' } }),
  },
  parseFailure,
  readHeaders,
});

type ModelsOf<Id extends keyof typeof mounts> = (typeof mounts)[Id]['about']['models'][number];

function mount<const Id extends keyof typeof mounts>(id: Id) {
  const { about, baseUrl, env, needsKey, options, route, ...shape }: Mount = mounts[id];
  return defineRerankProvider<Id, CompatibleOptions, ModelsOf<Id>>({
    id,
    about: about as ProviderAbout<ModelsOf<Id>>,
    baseUrl,
    env,
    ...openOptions(options),
    needsKey: () => needsKey,
    endpoints: { rerank: cohereLike({ ...shape, url: (input) => routeUrl(input.baseUrl, route) }) },
    parseFailure,
    readHeaders,
  });
}

/** An Infinity server, by default at `http://localhost:7997`. Key and base URL: `INFINITY_API_KEY`, `INFINITY_API_BASE`. */
export const infinity = mount('infinity');

/** A LiteLLM proxy. Key and base URL: `LITELLM_PROXY_API_KEY`, `LITELLM_PROXY_API_BASE`. */
export const litellmProxy = mount('litellm_proxy');

/** Another OpenRerank proxy. Key and base URL: `OPENRERANK_API_KEY`, `OPENRERANK_API_BASE`. */
export const openrerank = mount('openrerank');

/** A llama.cpp server, by default at `http://localhost:8080`. Key and base URL: `LLAMA_CPP_API_KEY`, `LLAMA_CPP_API_BASE`. */
export const llamaCpp = mount('llama_cpp');

/** A LocalAI server, by default at `http://localhost:8080`. Key and base URL: `LOCALAI_API_KEY`, `LOCALAI_API_BASE`. */
export const localai = mount('localai');

/** An Xinference server, by default at `http://localhost:9997`. Key and base URL: `XINFERENCE_API_KEY`, `XINFERENCE_API_BASE`. */
export const xinference = mount('xinference');

/** A GPUStack server. Key and base URL: `GPUSTACK_API_KEY`, `GPUSTACK_API_BASE`. */
export const gpustack = mount('gpustack');

/** An SGLang server, by default at `http://localhost:30000`. Key and base URL: `SGLANG_API_KEY`, `SGLANG_API_BASE`. */
export const sglang = mount('sglang');

/** OpenRouter, which reports what a call costs. Key: `OPENROUTER_API_KEY`. */
export const openrouter = mount('openrouter');

/** Novita AI. Key: `NOVITA_API_KEY`. */
export const novita = mount('novita');

/** SiliconFlow. Scores are between 0 and 1. Key: `SILICONFLOW_API_KEY`. */
export const siliconflow = mount('siliconflow');
