import * as z from 'zod';
import type { Spelling } from './list.ts';
import { serverProblem } from './problem-forms.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';

/**
 * github.com/michaelfeil/infinity, infinity_emb/fastapi_schemas/pymodels.py: `RerankInput`, `ReRankResult`. Its client
 * refuses an answer without `usage`, so that it stands there with 0 when the upstream reported nothing.
 */
export const infinity: Spelling = {
  request: {
    model: 'optional',
    noModel: 'default/not-specified',
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
      const usage = toTokenUsage(reported) ?? { prompt_tokens: 0, total_tokens: 0 };
      return { object: 'rerank', results: [], model, usage, id, created };
    },
    shape: () => ({
      answer: {
        object: z.literal('rerank'),
        model: z.string(),
        usage: tokenUsage.meta({
          description: '0 where the upstream reported nothing: clients refuse an answer without it.',
        }),
        id: z.string(),
        created: z.int().optional(),
      },
    }),
  },
  problem: serverProblem,
};
