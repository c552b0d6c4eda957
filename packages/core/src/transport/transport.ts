import type { EncodedTexts } from '../encoded-texts.ts';

/** A request in the form that goes over the wire, credentials included. */
export interface EncodedRequest {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** A request whose large body may still be in pieces, to be put together while they are sent. */
export interface LeanRequest extends EncodedRequest {
  /** In place of `body`. */
  readonly spliced?: SplicedBody | undefined;
}

/** A JSON body around texts that are JSON already: `head`, the texts with `between` between them, `tail`. */
export interface SplicedBody {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly texts: EncodedTexts;
  /** The first text of this body. */
  readonly first: number;
  /** How many there are in it, at least 1. */
  readonly count: number;
}

/** An answer whose body has arrived in full. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8. */
  readonly body: string;
}

/** Limits of one exchange. */
export interface TransportInit {
  /** The attempt's time and the caller's abort in one. What the transport rejects with after it does not matter. */
  readonly signal: AbortSignal;
  /** A longer body is cut off with `invalid_response`. */
  readonly maxResponseBytes: number;
}

/** As `TransportInit`, without a signal: to make and to listen to one costs more than most of a small call. */
export interface LeanInit {
  readonly maxResponseBytes: number;
  /** Calls back when the attempt is to end, at once if it is to end already. */
  onAbort(listener: (reason: unknown) => void): void;
}

/**
 * One HTTP exchange. Redirects are not followed: a credential must not travel to a place that an answer names.
 *
 * Whatever it rejects with that is no `RerankError` becomes `network`; an answer of any status is no reason to reject.
 *
 * Decorate it by wrapping: `(next: Transport): Transport => (request, init) => next(request, init)`.
 */
export interface Transport {
  (request: EncodedRequest, init: TransportInit): Promise<HttpResponse>;
  /**
   * The same exchange at less cost, used in place of the transport itself where there is one. A transport that wraps
   * another one leaves it out.
   */
  readonly lean?: ((request: LeanRequest, init: LeanInit) => Promise<HttpResponse>) | undefined;
  /** Releases pooled connections. */
  readonly close?: (() => Promise<void>) | undefined;
}
