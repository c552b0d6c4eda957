import * as z from 'zod';
import type { Spelling } from './list.ts';
import { openAiProblem } from './problem-forms.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';

/**
 * docs.together.ai/reference/rerank. The AI SDK's provider refuses an answer without `usage`, so that it stands there with
 * 0 when the upstream reported nothing.
 */
export const together: Spelling = {
  request: {
    model: 'required',
    documents: 'documents',
    topN: ['top_n'],
    returnDocuments: 'return_documents',
    returnsByDefault: false,
    rankFields: true,
    ignored: [],
  },
  answer: {
    results: 'results',
    score: 'relevance_score',
    document: 'document',
    echo: 'object',
    envelope({ id, model, usage }) {
      const { prompt_tokens, total_tokens } = toTokenUsage(usage) ?? { prompt_tokens: 0, total_tokens: 0 };
      return { id, object: 'rerank', model, results: [], usage: { prompt_tokens, completion_tokens: 0, total_tokens } };
    },
    shape: () => ({
      answer: {
        id: z.string(),
        object: z.literal('rerank'),
        model: z.string(),
        usage: tokenUsage
          .extend({ completion_tokens: z.literal(0) })
          .meta({ description: '0 where the upstream reported nothing: clients refuse an answer without it.' }),
      },
    }),
  },
  problem: openAiProblem,
};
