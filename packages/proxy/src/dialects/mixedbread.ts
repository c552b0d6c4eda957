import * as z from 'zod';
import type { Spelling } from './list.ts';
import { messageProblem } from './problem-forms.ts';
import { tokens, tokenUsage, toTokenUsage } from './usage.ts';

/** mixedbread.com/docs, `POST /v1/reranking`: `RerankParams` and `RerankResponse` of @mixedbread/sdk. */
export const mixedbread: Spelling = {
  request: {
    model: 'optional',
    documents: 'input',
    topN: ['top_k'],
    returnDocuments: 'return_input',
    returnsByDefault: false,
    rankFields: true,
    ignored: ['rewrite_query', 'instruction'],
  },
  answer: {
    results: 'data',
    score: 'score',
    document: 'input',
    echo: 'as-sent',
    constant: { object: 'rank_result' },
    envelope({ model, usage: reported, results, returnDocuments }) {
      const usage = toTokenUsage(reported);
      return {
        ...(usage && { usage }),
        model,
        data: [],
        object: 'list',
        top_k: results.length,
        return_input: returnDocuments,
      };
    },
    shape: () => ({
      answer: {
        usage: tokenUsage.optional(),
        model: z.string(),
        object: z.literal('list'),
        top_k: tokens.meta({ description: 'How many results there are.' }),
        return_input: z.boolean(),
      },
      result: { object: z.literal('rank_result') },
    }),
  },
  problem: messageProblem,
};
