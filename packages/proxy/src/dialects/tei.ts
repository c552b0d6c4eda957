import { fault, kindOf } from './checks.ts';
import type { Spelling } from './list.ts';
import { teiProblem } from './problem-forms.ts';

/**
 * Text Embeddings Inference, `POST /rerank` (huggingface.github.io/text-embeddings-inference): the answer is a bare list.
 * A server has one model and its body names none, so that here the path or the query may.
 */
export const tei: Spelling = {
  request: {
    model: 'optional',
    documents: 'texts',
    topN: [],
    returnDocuments: 'return_text',
    returnsByDefault: false,
    truncation: 'truncate',
    ignored: ['truncation_direction', 'raw_scores', 'prompt_name'],
    toDocument(item, path) {
      throw fault(path, `must be a string, not ${kindOf(item)}.`);
    },
  },
  answer: { score: 'score', document: 'text', echo: 'as-sent' },
  problem: teiProblem,
};
