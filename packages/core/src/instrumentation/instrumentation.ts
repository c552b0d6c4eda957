import type { RerankError, RerankErrorCode } from '../errors.ts';
import type { RerankUsage } from '../request.ts';

/** Fields of all operations. Never a query, a document, a key or a header. */
interface OperationBase {
  /** 16 hexadecimal digits, random. */
  readonly id: string;
  /** The id that the provider was registered under. */
  readonly provider: string;
  readonly endpoint: string;
  /** Without the prefixes of the model string. */
  readonly model: string;
}

/** A call as the caller made it, with its middleware, parts, retries and fallbacks. */
export interface CallOperation extends OperationBase {
  readonly type: 'call';
  readonly documents: number;
  readonly topN: number | undefined;
}

/** An attempt at one part of the documents. After a fallback its model is not the call's. */
export interface AttemptOperation extends OperationBase {
  readonly type: 'attempt';
  /** The call's `id`. */
  readonly parentId: string;
  /** Counts the requests of a split call from 0. */
  readonly part: number;
  /** Counts from 1. */
  readonly attempt: number;
  readonly documents: number;
  /** Error code of the previous attempt. Absent for a first attempt. */
  readonly retryReason?: RerankErrorCode | undefined;
}

/** The wait before a retry. */
export interface WaitOperation extends OperationBase {
  readonly type: 'wait';
  /** The call's `id`. */
  readonly parentId: string;
  readonly part: number;
  /** Number of the next attempt. */
  readonly attempt: number;
  /** The error of the previous attempt. */
  readonly error: RerankError;
  readonly delayMs: number;
}

/** An HTTP exchange. An attempt usually has one; polling and pages take more. */
export interface ExchangeOperation extends OperationBase {
  readonly type: 'exchange';
  /** The attempt's `id`. */
  readonly parentId: string;
  readonly method: 'POST' | 'GET';
  /** Host and port. The rest of the URL may hold a key. */
  readonly host: string;
  /** Bytes of the request's body. */
  readonly bytesOut: number;
}

export type Operation = CallOperation | AttemptOperation | WaitOperation | ExchangeOperation;

/** How an operation ended. */
export interface Outcome {
  readonly durationMs: number;
  /** Absent on success. A `RerankError`, unless the caller aborted or a defect ended the operation. */
  readonly error?: unknown;
  /** Attempts of a call, retries included. */
  readonly attempts?: number | undefined;
  /** Results of a call. */
  readonly results?: number | undefined;
  /** Usage of a call or an attempt, if the upstream reports it. */
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
 * promise never rejects. An instrumentation cannot change an outcome: its return value and its errors are ignored, and the
 * work runs even if it does not call `run`.
 */
export interface Instrumentation {
  (operation: Operation, run: () => Promise<Outcome>): unknown;
  /** Called once per call. If it returns false, the call costs as much as without instrumentation. Default: enabled. */
  readonly isEnabled?: (() => boolean) | undefined;
}
