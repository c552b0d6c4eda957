import type { RerankDocument, RerankResponse } from '@openrerank/core';
import type { OptionNames } from '../option-names.ts';
import type { VerbatimDocuments } from './verbatim.ts';

/**
 * How one family of clients speaks: the only place that knows a body's bytes and names. Pure functions; documents pass
 * through them and are looked at nowhere else.
 */
export interface Dialect {
  /** Throws `RerankError`, whose first issue names the field as the client spells it. */
  decode(body: RequestBody, context: DecodeContext, target?: RequestTarget): DecodedRequest;
  encode(answer: Answer): string | Uint8Array;
  encodeProblem(problem: Problem): string;
  /**
   * The path of a field in our own terms, such as `documents.3.text`, as the client spells it. Default: as it is. `form` is
   * the decoded request's.
   */
  spell?(path: string, form: string | undefined): string;
  /** On every answer, failed or not; names and values in turn. */
  readonly headers?: readonly string[] | undefined;
  /** Whether its answers tell when they were made. */
  readonly isDated?: boolean | undefined;
}

/** What tells of problems before, or instead of, a decoded request. */
export type ProblemDialect = Pick<Dialect, 'encodeProblem' | 'headers'>;

/** A request's body while its call runs. Afterwards reading `bytes` throws: by then they may be another request's. */
export interface RequestBody {
  readonly bytes: Uint8Array;
}

/** What a request says beside its body. */
export interface RequestTarget {
  /** What stands in the path for each name in braces of its route's pattern, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** What follows the question mark. */
  readonly query: Readonly<Record<string, unknown>>;
}

/** What a dialect must be told of the configuration. */
export interface DecodeContext {
  /** The provider options that some deployment of this model takes. Throws when nobody serves the model. */
  optionNames(model: string): OptionNames;
  /** Drop fields that nobody knows instead of refusing them. */
  readonly dropUnknown: boolean;
  /** The model of requests that may leave it out: the only one that is served. Absent where there are more. */
  readonly onlyModel?: string | undefined;
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
  /** What the client knows as its documents, by index, where those that are ranked were made of it. */
  readonly originals?: readonly unknown[] | undefined;
  /** Which of its forms the client used, where a dialect has several: its answer and its errors go by it. */
  readonly form?: string | undefined;
  /** All of them when absent. */
  readonly topN: number | undefined;
  readonly returnDocuments: boolean;
  /** Provider options; each is known to some deployment of the model. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether texts that are too long may be cut, said in the client's words. Each deployment's provider has its own. */
  readonly truncation?: boolean | undefined;
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
  /** The request's. */
  readonly originals?: readonly unknown[] | undefined;
  /** The request's. */
  readonly form?: string | undefined;
  /** Whole seconds since the epoch, for a dialect that `isDated`. */
  readonly createdAt?: number | undefined;
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
