import { fault, kindOf } from './faults.ts';
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
    // Not TEI's own: clients of many APIs send it to each of them.
    topN: ['top_n'],
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
