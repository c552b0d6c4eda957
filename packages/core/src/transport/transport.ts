import type { EncodedTexts } from '../encoded-documents.ts';

/** A request in the form that goes over the wire, credentials included. */
export interface EncodedRequest {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** In place of `body`, and only for a transport that takes it. */
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
  /**
   * Hears of the signal's abort without the signal, which is only made when it is asked for and costs more than the rest
   * of a small call. Inherited: a copy with another signal has none.
   */
  onAbort?(listener: (reason: unknown) => void): void;
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
  /** Large bodies of texts that are bytes already come as `spliced`, to be put together as they are sent. */
  readonly takesSpliced?: boolean | undefined;
  /** Releases pooled connections. */
  readonly close?: (() => Promise<void>) | undefined;
}
