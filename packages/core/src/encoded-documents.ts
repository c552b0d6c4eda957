/**
 * Documents that are still JSON: string literals inside a larger body, such as that of an HTTP request. Each one's
 * `text` is decoded when it is read, and where an endpoint only copies texts it never is: the literals go on as bytes.
 */
export interface EncodedTexts {
  /** UTF-8. Not to be changed while a call with it runs. */
  readonly bytes: Uint8Array;
  /** Where each literal begins and ends, its quotes included: two numbers a text. */
  readonly spans: Uint32Array;
}

/** One text of `EncodedTexts`, decoded at each reading. */
export interface EncodedDocument {
  readonly text: string;
}

const source = Symbol.for('openrerank.encoded');

/**
 * To be passed as the `documents` of a call. The literals must be valid JSON strings in valid UTF-8, without an escaped
 * half of a surrogate pair: nothing checks them again.
 */
export function encodedDocuments(texts: EncodedTexts): readonly EncodedDocument[] {
  const { spans } = texts;
  const documents = new Array<EncodedDocument>(spans.length / 2);
  for (let index = 0; index < documents.length; index++) {
    documents[index] = {
      get text() {
        return decodeText(texts, index);
      },
    };
  }
  return Object.assign(documents, { [source]: texts });
}

/** The texts behind a list that `encodedDocuments` made; undefined for any other. */
export function encodedTextsOf(documents: object): EncodedTexts | undefined {
  return (documents as { readonly [source]?: EncodedTexts })[source];
}

/** Consecutive texts of the same bytes. */
export const sliceTexts = ({ bytes, spans }: EncodedTexts, first: number, count: number): EncodedTexts => ({
  bytes,
  spans: spans.subarray(first * 2, (first + count) * 2),
});

function decodeText({ bytes, spans }: EncodedTexts, index: number): string {
  const literal = bytes.subarray(spans[index * 2], spans[index * 2 + 1]);
  return JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(literal));
}
