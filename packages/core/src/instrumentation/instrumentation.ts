import type { RerankError, RerankErrorCode } from '../errors.ts';
import type { RerankUsage } from '../request.ts';

/** What operations of all kinds say of themselves. Never a query, a document, a key or a header. */
interface OperationBase {
  /** 16 hexadecimal digits, random. */
  readonly id: string;
  /** The id that the provider was registered under. */
  readonly provider: string;
  readonly endpoint: string;
  /** Without the prefixes of the model string. */
  readonly model: string;
}

/** One call from outside, its middleware, parts, retries and fallbacks included. */
export interface CallOperation extends OperationBase {
  readonly type: 'call';
  readonly documents: number;
  readonly topN: number | undefined;
}

/** One attempt at one part of the documents, against the model that it names: after a fallback another than the call's. */
export interface AttemptOperation extends OperationBase {
  readonly type: 'attempt';
  /** The call's `id`. */
  readonly parentId: string;
  /** Counts the requests of a split call from 0. */
  readonly part: number;
  /** Counts from 1. */
  readonly attempt: number;
  readonly documents: number;
  /** Why the attempt before failed. Absent for a first attempt. */
  readonly retryReason?: RerankErrorCode | undefined;
}

/** The wait before a further attempt. */
export interface WaitOperation extends OperationBase {
  readonly type: 'wait';
  /** The call's `id`. */
  readonly parentId: string;
  readonly part: number;
  /** The attempt that follows. */
  readonly attempt: number;
  /** Why the attempt before failed. */
  readonly error: RerankError;
  readonly delayMs: number;
}

/** One HTTP exchange: an attempt has one as a rule, and more where the upstream answers "not yet" or in pages. */
export interface ExchangeOperation extends OperationBase {
  readonly type: 'exchange';
  /** The attempt's `id`. */
  readonly parentId: string;
  readonly method: 'POST' | 'GET';
  /** With its port. The rest of the URL may hold a key. */
  readonly host: string;
  /** Bytes of the request's body. */
  readonly bytesOut: number;
}

export type Operation = CallOperation | AttemptOperation | WaitOperation | ExchangeOperation;

/** How an operation ended. */
export interface Outcome {
  readonly durationMs: number;
  /** Absent where it succeeded; a `RerankError` unless the caller's own abort or a defect ended it. */
  readonly error?: unknown;
  /** Attempts of a call, retries included. */
  readonly attempts?: number | undefined;
  /** Results of a call. */
  readonly results?: number | undefined;
  /** Of a call or an attempt, where the upstream reports it. */
  readonly usage?: RerankUsage | undefined;
  /** The upstream's id of an attempt's request. */
  readonly upstreamRequestId?: string | undefined;
  /** HTTP status of an exchange, failed ones included. */
  readonly status?: number | undefined;
  /** Bytes of an exchange's response body, decompressed. */
  readonly bytesIn?: number | undefined;
}

/**
 * Wraps every call, attempt, wait and exchange: `(operation, run) => run()`. `run` starts the work, so that work started inside
 * a context, such as that of an `AsyncLocalStorage`, stays in it; it is called once, before anything is awaited. Its
 * promise never rejects. An instrumentation cannot change an outcome: what it returns or throws is ignored, and work that
 * it does not run is run all the same.
 */
export interface Instrumentation {
  (operation: Operation, run: () => Promise<Outcome>): unknown;
  /** Asked once a call. While it says no, the call costs as much as without an instrumentation. Default: always. */
  readonly isEnabled?: (() => boolean) | undefined;
}
