import type { joinSplicedBody, spliceBody } from './execute/splice.ts';

/**
 * Documents that are still JSON: string literals inside a larger body, such as that of an HTTP request. Each one's
 * `text` is decoded when it is read, and where an endpoint only copies texts it never is: the literals go on as bytes.
 */
export interface EncodedTexts {
  /**
   * Its `bytes` are UTF-8, not to be changed while a call with them runs. They are asked for at each use, and kept no
   * longer: whoever takes the memory back when the call is over lets its source throw from then on.
   */
  readonly source: { readonly bytes: Uint8Array };
  /** Where each literal begins and ends, its quotes included: two numbers a text. */
  readonly spans: Uint32Array;
}

/** Texts with what is done with them, which a bundle without such lists need not hold. */
export interface EncodedList {
  readonly texts: EncodedTexts;
  readonly splice: typeof spliceBody;
  readonly join: typeof joinSplicedBody;
}

const list = Symbol.for('openrerank.encoded');

export const withEncodedList = <Documents extends object>(documents: Documents, encoded: EncodedList): Documents =>
  Object.assign(documents, { [list]: encoded });

/** What `encodedDocuments` put behind a list; undefined for any other. */
export function encodedListOf(documents: object): EncodedList | undefined {
  return (documents as { readonly [list]?: EncodedList })[list];
}
