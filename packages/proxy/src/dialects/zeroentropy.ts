import type { Spelling } from './list.ts';
import { detailProblem } from './problem-forms.ts';
import { tokens, toTokenUsage } from './usage.ts';

/** docs.zeroentropy.dev/api-reference/models/rerank. Latencies and bytes are of its own service and not answered. */
export const zeroentropy: Spelling = {
  request: {
    model: 'required',
    documents: 'documents',
    topN: ['top_n'],
    returnsByDefault: false,
    ignored: ['latency'],
  },
  answer: {
    results: 'results',
    score: 'relevance_score',
    document: 'document',
    echo: 'as-sent',
    envelope({ usage: reported }) {
      const usage = toTokenUsage(reported);
      return { results: [], ...(usage && { total_tokens: usage.total_tokens }) };
    },
    shape: () => ({ answer: { total_tokens: tokens.optional() } }),
  },
  problem: detailProblem,
};
