import type { RerankDocument, RerankResponse } from '@openrerank/core';
import type { VerbatimDocuments } from './verbatim.ts';

/**
 * How one family of clients speaks: the only place that knows a body's bytes and names. Pure functions; documents pass
 * through them and are looked at nowhere else.
 */
export interface Dialect {
  /** Throws `RerankError`, whose first issue names the field as the client spells it. */
  decode(body: RequestBody, context: DecodeContext): DecodedRequest;
  encode(answer: Answer): string | Uint8Array;
  encodeProblem(problem: Problem): string;
}

/** A request's body while its call runs. Afterwards reading `bytes` throws: by then they may be another request's. */
export interface RequestBody {
  readonly bytes: Uint8Array;
}

/** What a dialect must be told of the configuration. */
export interface DecodeContext {
  /** The provider options that some deployment of this model takes. Throws when nobody serves the model. */
  optionNames(model: string): ReadonlySet<string>;
  /** Drop fields that nobody knows instead of refusing them. */
  readonly dropUnknown: boolean;
}

/** A request in our own terms, whatever the client spoke. */
export interface DecodedRequest {
  /** The public model name. */
  readonly model: string;
  readonly query: string;
  /** Not looked into: what one may be is checked where it is ranked. */
  readonly documents: readonly RerankDocument[];
  /** The documents as they were sent, where they were not decoded. */
  readonly verbatim?: VerbatimDocuments | undefined;
  /** All of them when absent. */
  readonly topN: number | undefined;
  readonly returnDocuments: boolean;
  /** Provider options; each is known to some deployment of the model. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What was accepted without effect, a sentence each. */
  readonly warnings: readonly string[];
}

/** A ranking on its way to the client. */
export interface Answer {
  readonly id: string;
  /** The public model name that was asked for. */
  readonly model: string;
  readonly apiVersion: string;
  readonly returnDocuments: boolean;
  readonly results: RerankResponse['results'];
  /** The request's. */
  readonly verbatim?: VerbatimDocuments | undefined;
  readonly usage: RerankResponse['usage'];
  readonly warnings: readonly string[];
}

/** A failure in the terms of HTTP. Holds no query, document or key. */
export interface Problem {
  readonly status: number;
  /** The family, in OpenAI's terms, such as `invalid_request_error`. */
  readonly type: string;
  /** The exact kind: a `RerankErrorCode`, or one of the proxy's own. */
  readonly code: string;
  readonly message: string;
  /** The request's field at fault. */
  readonly param: string | null;
  /** When asking again makes sense, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Beside those that follow from the other fields. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
