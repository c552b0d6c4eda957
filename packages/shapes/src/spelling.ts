/**
 * How an API spells what nearly every rerank API has: a query and a list of documents in, a list of indices with scores
 * out. All else is the same, so that a provider of this kind is little more than its spelling.
 */
export interface Spelling {
  /** The field of the documents. */
  readonly documents: string;
  /** The field of the model. Absent where the URL names it, or where a server has one model only. */
  readonly model?: string | undefined;
  /** The field that limits the results. Absent where the API has none and always ranks everything. */
  readonly topN?: string | undefined;
  /** Sent with every request, such as `{ return_documents: false }`: documents are the caller's already. */
  readonly always?: Readonly<Record<string, unknown>> | undefined;
  /** Where an answer has its list. Absent where the answer is the list. */
  readonly results?: string | undefined;
  /** The score of a result, beside `index`. */
  readonly score: string;
}

/** Cohere's v1, which most vendors took over: docs.cohere.com/v1/reference/rerank. */
export const cohereSpelling = {
  documents: 'documents',
  model: 'model',
  topN: 'top_n',
  always: { return_documents: false },
  results: 'results',
  score: 'relevance_score',
} as const satisfies Spelling;

/** Text Embeddings Inference: huggingface.github.io/text-embeddings-inference, `POST /rerank`. */
export const teiSpelling = {
  documents: 'texts',
  always: { return_text: false },
  score: 'score',
} as const satisfies Spelling;
