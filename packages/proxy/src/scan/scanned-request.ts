/** A part of a body: the offset of its first byte, and of the byte after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the parts of a rerank request's body are. Every span holds one whole JSON value, which parses on its own. */
export interface ScannedRequest {
  /** The value of each top-level field, `documents` among them, in the order in which they were sent. */
  readonly fields: ReadonlyMap<string, Span>;
  readonly documents: ScannedDocuments;
}

export interface ScannedDocuments {
  /** All are strings, or all are objects whose one key is `text`. */
  readonly form: 'string' | 'text-object';
  /** At least 1. */
  readonly count: number;
  /** The text of document `i`, a string literal with its quotes, is from `texts[2 * i]` to `texts[2 * i + 1]`. */
  readonly texts: Uint32Array;
  /** The documents as they were sent, in the same layout. The very array of `texts` if they are strings. */
  readonly wholes: Uint32Array;
}

/**
 * Finds the parts of a body without decoding them. Undefined if the body is not valid JSON, or if it is valid but has
 * anything that is rare in a rerank request; either way the ordinary parser has the last word.
 */
export type Scan = (body: Uint8Array) => ScannedRequest | undefined;

/** Top-level fields. */
export const maxFields = 64;

export const maxDocuments = 65_536;

/** How deep arrays and objects may stand in each other, the body's own object counted. */
export const maxDepth = 64;
