import type { RerankEvent } from './execute/events.ts';
import type { RankedIndex, ScoreScale } from './score.ts';

/**
 * A string, or the caller's own object. Of an object `text` and `image` are ranked; one that has neither is ranked by
 * its JSON text, with a warning. The object itself comes back in the result, with everything else that it holds.
 */
export type RerankDocument = string | object;

/** What to rank. Plain data: it can be hashed, cached and queued. */
export interface RerankRequest<Document extends RerankDocument = RerankDocument, Options = unknown> {
  readonly query: string;
  readonly documents: readonly Document[];
  /** How many results to return, at least 1. All of them when absent. */
  readonly topN?: number | undefined;
  /** Provider options, checked by the provider's schema before anything is sent. */
  readonly options?: Options | undefined;
}

/** How to run it. Never part of a cache key. */
export interface CallSettings {
  /** Bounds the whole call. Its own reason is thrown, untouched. */
  readonly signal?: AbortSignal | undefined;
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
  readonly apiKey?: string | undefined;
  /** Another origin than the configured one gets only the key of this call, never a configured one. */
  readonly baseUrl?: string | undefined;
  /** What to do with more documents than one request may carry. Default `split`. */
  readonly overflow?: 'split' | 'reject' | undefined;
  /** Called beside the registry's own observer. */
  readonly onEvent?: ((event: RerankEvent) => void) | undefined;
}

/** A document's type without the literals that TypeScript infers for strings in place. */
export type Widened<Document> = Document extends string ? string : Document;

export interface RerankResult<Document extends RerankDocument = RerankDocument> extends RankedIndex {
  /** The very value the caller passed. */
  readonly document: Document;
}

export interface RerankResponse<Document extends RerankDocument = RerankDocument> {
  /** Best first, at most `topN`; equal scores keep input order. */
  readonly results: readonly RerankResult<Document>[];
  readonly usage?: RerankUsage | undefined;
  readonly warnings: readonly RerankWarning[];
  readonly meta: RerankMeta;
}

/** What the upstream reported, summed over the parts of a split call. A count it did not report is absent. */
export interface RerankUsage {
  readonly inputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  /** Cohere's billing unit: one query with up to 100 documents. */
  readonly searchUnits?: number | undefined;
}

export interface RerankWarning {
  readonly code:
    | 'document_stringified'
    | 'documents_split'
    | 'base_url_ignored'
    | 'option_ignored'
    | 'deprecated'
    | 'fallback_used'
    | 'other';
  readonly message: string;
}

export interface RerankMeta {
  readonly provider: string;
  readonly endpoint: string;
  readonly model: string;
  readonly scoreScale: ScoreScale;
  /** The upstream's id of the request; of the first part when the call was split. */
  readonly upstreamRequestId?: string | undefined;
  /** Requests the documents were split into. */
  readonly requests: number;
  /** Attempts made for them: more than `requests` after retries. */
  readonly attempts: number;
  /** The whole call, in milliseconds. */
  readonly durationMs: number;
}
