import type { RerankEvent } from './instrumentation/events.ts';
import type { RankedIndex, ScoreScale } from './score.ts';
import type { HttpResponse } from './transport/transport.ts';

/**
 * A string, or the caller's own object. Of an object `text` and `image` are ranked; one that has neither is ranked by
 * its JSON text, with a warning. The object itself comes back in the result, with everything else that it holds.
 */
export type RerankDocument = string | object;

/** What to rank. Plain data: it can be hashed, cached and queued. */
export interface RerankRequest<Document extends RerankDocument = RerankDocument, Options = unknown> {
  /** Not empty. */
  readonly query: string;
  /** At least one. */
  readonly documents: readonly Document[];
  /** How many results to return, at least 1. All of them when absent. */
  readonly topN?: number | undefined;
  /** Provider options, checked by the provider's schema before anything is sent. */
  readonly options?: Options | undefined;
}

/** The names of a request's fields, for functions that take them in one flat object with others. */
export const requestFields: ReadonlySet<string> = new Set(
  Object.keys({ query: true, documents: true, topN: true, options: true } satisfies Record<keyof RerankRequest, true>),
);

/** What a call listens to: an `AbortSignal`, or anything that has as much of one. */
export interface CallSignal extends Pick<AbortSignal, 'aborted' | 'reason' | 'throwIfAborted'> {
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How to run it. Never part of a cache key. */
export interface CallSettings {
  /** Bounds the whole call. Its own reason is thrown, unchanged. */
  readonly signal?: CallSignal | undefined;
  /** One attempt of one request, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** The whole call, with every part, retry, wait and fallback, in milliseconds. Unbounded by default. */
  readonly totalTimeoutMs?: number | undefined;
  /** Retries of one request after its first attempt. Default 2. */
  readonly maxRetries?: number | undefined;
  /**
   * The longest `retry-after` that is waited for, in milliseconds. Where the upstream asks for more, its error is thrown
   * at once. Default 60,000.
   */
  readonly maxRetryAfterMs?: number | undefined;
  /** Requests in flight at once when the documents are split. Default 4. */
  readonly maxParallel?: number | undefined;
  /** Sent with every request; they win over the provider's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Wins over the provider's key and the environment's, and goes wherever this call goes. Empty counts as absent. */
  readonly apiKey?: string | undefined;
  /** Where this call goes. Another origin than the configured one gets this call's key and headers, none configured. */
  readonly baseUrl?: string | undefined;
  /**
   * What to do with more documents than one request may carry: rank parts of them and merge, or fail with
   * `unsupported`. Where scores depend on the whole list, it fails either way. Default `split`.
   */
  readonly overflow?: 'split' | 'reject' | undefined;
  /** Called beside the registry's own observer. What it throws is dropped. */
  readonly onEvent?: ((event: RerankEvent) => void) | undefined;
  /** Returns the upstream's responses unchanged in `rawResponses`. Default false. */
  readonly includeRawResponses?: boolean | undefined;
}

/** A document's type without the literals that TypeScript infers for strings in place. */
export type Widened<Document> = Document extends string ? string : Document;

/** A document with its place in the caller's list and its score, on the scale that `meta.scoreScale` names. */
export interface RerankResult<Document extends RerankDocument = RerankDocument> extends RankedIndex {
  /** The very value the caller passed. */
  readonly document: Document;
}

/** A ranking that was checked: each index is the list's own and comes once, each score is a finite number. */
export interface RerankResponse<Document extends RerankDocument = RerankDocument> {
  /** Best first, at most `topN`; equal scores keep input order. */
  readonly results: readonly RerankResult<Document>[];
  /** Absent where the upstream reported nothing: never estimated. */
  readonly usage?: RerankUsage | undefined;
  /** What the caller should know though the call succeeded. Empty as a rule. */
  readonly warnings: readonly RerankWarning[];
  readonly meta: RerankMeta;
  /** The upstream's final responses, by part and page. Only with `includeRawResponses`, and not from rankers in process. */
  readonly rawResponses?: readonly HttpResponse[] | undefined;
}

/** What the upstream reported, summed over the parts of a split call. A count it did not report is absent. */
export interface RerankUsage {
  readonly inputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  /** Cohere's billing unit: one query with up to 100 documents. */
  readonly searchUnits?: number | undefined;
  /** Pinecone's billing unit. */
  readonly rerankUnits?: number | undefined;
  /** In US dollars, where the upstream names its price. */
  readonly costUsd?: number | undefined;
  /** Usage in units of the vendor, each unit once. */
  readonly units?: readonly UsageUnit[] | undefined;
}

/** A quantity in a unit of the vendor. */
export interface UsageUnit {
  readonly quantity: number;
  /** The vendor's name for the unit, such as `pages`. */
  readonly unit: string;
}

/**
 * What happened beside what was asked for.
 *
 * - `document_stringified`: an object without `text` and `image` was ranked by its JSON text.
 * - `documents_split`: the documents went out in several requests.
 * - `base_url_ignored`: the environment's base URL is not for reranking.
 * - `deprecated`: the upstream announced the end of the model.
 * - `fallback_used`: another model answered than the one that was asked for.
 * - `score_out_of_scale`: the upstream gave scores outside the scale that its provider declares.
 * - `other`: the upstream's own words.
 */
export interface RerankWarning {
  readonly code:
    | 'document_stringified'
    | 'documents_split'
    | 'base_url_ignored'
    | 'deprecated'
    | 'fallback_used'
    | 'score_out_of_scale'
    | 'other';
  /** For people. Its wording may change in any release. */
  readonly message: string;
}

/** Who answered, and what it took. After a fallback it is about the model that answered. */
export interface RerankMeta {
  /** The id that the provider was registered under. */
  readonly provider: string;
  readonly endpoint: string;
  /** Without the prefixes of the model string. */
  readonly model: string;
  readonly scoreScale: ScoreScale;
  /** The upstream's id of the request; of the first part when the call was split. */
  readonly upstreamRequestId?: string | undefined;
  /** Requests the documents were split into. */
  readonly requests: number;
  /** Attempts made for them: more than `requests` after retries. */
  readonly attempts: number;
  /** From the checks to the merged ranking, waits and retries included, in milliseconds. */
  readonly durationMs: number;
}

/** The result of a model's `rerank`. */
export interface RankedResponse<Document extends RerankDocument = RerankDocument> extends RerankResponse<Document> {
  /** The documents of `results`, best first, in a new list. Not part of the response's JSON. */
  readonly rankedDocuments: readonly Document[];
}
