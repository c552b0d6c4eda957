import { createRequestScanner } from '../scan/request-scanner.ts';
import type { Scan } from '../scan/scanned-request.ts';
import { cohereAnswer } from './cohere-answer.ts';
import type { Dialect } from './dialect.ts';
import { createFieldReader } from './fields.ts';
import { createListDialect, type Spelling } from './list.ts';
import { cohereProblem } from './problem-forms.ts';

/** docs.cohere.com/reference/rerank (v1 and v2), with the fields that LiteLLM adds. */
export const cohere: Spelling = {
  request: {
    model: 'required',
    documents: 'documents',
    topN: ['top_n', 'top_k'],
    returnDocuments: 'return_documents',
    returnsByDefault: true,
    ignored: [
      'rank_fields',
      'max_chunks_per_doc',
      'max_tokens_per_doc',
      'priority',
      'instruction',
      'user',
      'metadata',
      'litellm_metadata',
      'litellm_call_id',
      'drop_params',
      'fallbacks',
      'num_retries',
      'timeout',
      'cache',
      'tags',
    ],
  },
  answer: cohereAnswer,
  problem: cohereProblem,
};

/** Cohere's rerank API, v1 and v2, as LiteLLM serves it. */
export function createCohereDialect(scan: Scan = createRequestScanner()): Dialect {
  return createListDialect(cohere, createFieldReader(scan));
}
