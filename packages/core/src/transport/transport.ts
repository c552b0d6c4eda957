import type { SplicedBody } from '../documents/spliced-body.ts';

/** A request in the form that goes over the wire, credentials included. */
export interface EncodedRequest {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** A spliced body is a JSON body in pieces; `bodyBytes` joins them. */
  readonly body?: string | Uint8Array | SplicedBody | undefined;
}

/** A response whose body has arrived in full. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8. */
  readonly body: string;
}

/** Limits of one exchange. */
export interface TransportInit {
  /** A longer body is cut off with `invalid_response`. */
  readonly maxResponseBytes: number;
  /**
   * Calls back when the exchange has to end: the attempt's time is up, or the caller aborts. Calls back immediately if that
   * has already happened. The transport may then reject with anything. For an `AbortSignal`, see `abortSignalOf`.
   */
  readonly onAbort: (listener: (reason: unknown) => void) => void;
}

/**
 * One HTTP exchange. Redirects are not followed: a credential must not travel to a place that a response names.
 *
 * An error other than a `RerankError` becomes `network`; a `TypeError` is not retried. A response of any status is not an
 * error.
 *
 * Wrap it to change it: `(next: Transport): Transport => (request, init) => next(request, init)`. A request that is passed
 * on keeps its body as it is, spliced or not.
 */
export interface Transport {
  (request: EncodedRequest, init: TransportInit): Promise<HttpResponse>;
  /** Releases pooled connections. */
  readonly close?: (() => Promise<void>) | undefined;
}

/** A body in one piece. For a spliced body this is a copy. */
export function bodyBytes(body: EncodedRequest['body']): string | Uint8Array | undefined {
  return typeof body === 'object' && 'toBytes' in body ? body.toBytes() : body;
}

/** A signal that aborts with the exchange: for `fetch` and the like. */
export function abortSignalOf({ onAbort }: Pick<TransportInit, 'onAbort'>): AbortSignal {
  const controller = new AbortController();
  onAbort((reason) => controller.abort(reason));
  return controller.signal;
}
