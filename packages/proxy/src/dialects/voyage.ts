import * as z from 'zod';
import type { Spelling } from './list.ts';
import { detailProblem } from './problem-forms.ts';
import { tokens, toTokenUsage } from './usage.ts';

/**
 * docs.voyageai.com/reference/reranker-api. The AI SDK's provider refuses an answer without `usage`, so that it stands
 * there with 0 when the upstream reported nothing.
 */
export const voyage: Spelling = {
  request: {
    model: 'required',
    documents: 'documents',
    topN: ['top_k'],
    returnDocuments: 'return_documents',
    returnsByDefault: false,
    truncation: 'truncation',
    ignored: [],
  },
  answer: {
    results: 'data',
    score: 'relevance_score',
    document: 'document',
    echo: 'as-sent',
    envelope: ({ model, usage }) => ({
      object: 'list',
      data: [],
      model,
      usage: { total_tokens: toTokenUsage(usage)?.total_tokens ?? 0 },
    }),
    shape: () => ({
      answer: {
        object: z.literal('list'),
        model: z.string(),
        usage: z
          .object({ total_tokens: tokens })
          .meta({ description: '0 where the upstream reported nothing: clients refuse an answer without it.' }),
      },
    }),
  },
  problem: detailProblem,
};
