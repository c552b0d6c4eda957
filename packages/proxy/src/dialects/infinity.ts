import * as z from 'zod';
import type { Spelling } from './list.ts';
import { serverProblem } from './problem-forms.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';

/** github.com/michaelfeil/infinity, infinity_emb/fastapi_schemas/pymodels.py: `RerankInput`, `ReRankResult`. */
export const infinity: Spelling = {
  request: {
    model: 'optional',
    documents: 'documents',
    topN: ['top_n'],
    returnDocuments: 'return_documents',
    returnsByDefault: false,
    ignored: ['raw_scores', 'user'],
  },
  answer: {
    results: 'results',
    score: 'relevance_score',
    document: 'document',
    echo: 'as-sent',
    isDated: true,
    envelope({ id, model, usage: reported, createdAt: created }) {
      const usage = toTokenUsage(reported);
      return { object: 'rerank', results: [], model, ...(usage && { usage }), id, created };
    },
    shape: () => ({
      answer: {
        object: z.literal('rerank'),
        model: z.string(),
        usage: tokenUsage.optional(),
        id: z.string(),
        created: z.int().optional(),
      },
    }),
  },
  problem: serverProblem,
};
