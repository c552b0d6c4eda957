import * as z from 'zod';
import type { Spelling } from './list.ts';
import { detailProblem } from './problem-forms.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';

/** api.jina.ai/redoc, `POST /v1/rerank`: a document is a string, `{ text }` or `{ image }`, and comes back as an object. */
export const jina: Spelling = {
  request: {
    model: 'required',
    documents: 'documents',
    topN: ['top_n'],
    returnDocuments: 'return_documents',
    returnsByDefault: true,
    ignored: ['truncation', 'max_doc_length', 'max_query_length', 'max_chunk_per_doc', 'return_embeddings', 'user'],
  },
  answer: {
    results: 'results',
    score: 'relevance_score',
    document: 'document',
    echo: 'object',
    envelope({ model, usage: reported }) {
      const usage = toTokenUsage(reported);
      return { model, object: 'list', ...(usage && { usage }), results: [] };
    },
    shape: () => ({ answer: { model: z.string(), object: z.literal('list'), usage: tokenUsage.optional() } }),
  },
  problem: detailProblem,
};
