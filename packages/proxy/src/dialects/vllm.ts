import * as z from 'zod';
import type { Spelling } from './list.ts';
import { serverProblem } from './problem-forms.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';
import { contentToDocument, contentToEcho, contentToQuery } from './vllm-content.ts';

/** Fields of vLLM's pooling API that are about its own engine: vllm/entrypoints/pooling/base/protocol.py. */
export const engineFields: readonly string[] = [
  'truncate_prompt_tokens',
  'truncation_side',
  'max_tokens_per_query',
  'max_tokens_per_doc',
  'use_activation',
  'activation',
  'softmax',
  'priority',
  'instruction',
  'mm_processor_kwargs',
  'chat_template_kwargs',
  'add_special_tokens',
  'request_id',
  'cache_salt',
  'user',
];

/**
 * vllm/entrypoints/pooling/scoring/protocol.py, `/rerank`: documents come back. A server has one model. It passes over
 * fields that it does not know; of those, what other APIs have for choosing documents and their fields counts here.
 */
export const vllm: Spelling = {
  request: {
    model: 'optional',
    documents: 'documents',
    takesOneDocument: true,
    topN: ['top_n'],
    returnDocuments: 'return_documents',
    returnsByDefault: true,
    rankFields: true,
    ignored: engineFields,
    toDocument: contentToDocument,
    toEcho: contentToEcho,
    readQuery: contentToQuery,
  },
  answer: {
    results: 'results',
    score: 'relevance_score',
    document: 'document',
    echo: 'object',
    envelope({ id, model, usage: reported }) {
      const usage = toTokenUsage(reported);
      return { id, model, ...(usage && { usage }), results: [] };
    },
    shape: () => ({ answer: { id: z.string(), model: z.string(), usage: tokenUsage.optional() } }),
  },
  problem: serverProblem,
};
