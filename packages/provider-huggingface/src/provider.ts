import { defineRerankProvider } from '@openrerank/core';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rawScores, rerank } from './rerank.ts';

/**
 * Hugging Face's Text Embeddings Inference at a URL of yours, an Inference Endpoint or a container: `huggingface/<model>`
 * gives scores between 0 and 1, `huggingface/raw_scores/<model>` logits. The server has one model, so the name is yours.
 *
 * The base URL comes from the call, `baseUrl` here, `HF_API_BASE` or `HUGGINGFACE_API_BASE`, in LiteLLM's order; the key
 * from the call, `apiKey` here, or `HUGGINGFACE_API_KEY`. None is needed where the server asks for none. `HF_TOKEN` is not
 * read: it is for Hugging Face itself, and the server may be anybody's.
 *
 * ```ts
 * createReranker({ providers: [huggingface({ baseUrl: 'http://localhost:8080' })] })
 * ```
 */
export const huggingface = defineRerankProvider({
  id: 'huggingface',
  about: {
    title: 'Hugging Face Text Embeddings Inference',
    docs: 'https://huggingface.github.io/text-embeddings-inference/#/Text%20Embeddings%20Inference/rerank',
    models: ['BAAI/bge-reranker-v2-m3', 'BAAI/bge-reranker-base', 'Alibaba-NLP/gte-multilingual-reranker-base'],
  },
  env: { apiKey: 'HUGGINGFACE_API_KEY', baseUrl: ['HF_API_BASE', 'HUGGINGFACE_API_BASE'] },
  optionsSchema,
  optionNames,
  endpoints: { rerank, raw_scores: rawScores },
  needsKey: () => false,
  parseFailure,
});
