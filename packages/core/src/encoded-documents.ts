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

/** One text of `EncodedTexts`, decoded at each reading. */
export interface EncodedDocument {
  readonly text: string;
}

const texts = Symbol.for('openrerank.encoded');
const place = Symbol('place');

interface Member extends EncodedDocument {
  [texts]: EncodedTexts;
  [place]: number;
}

/** What all of them inherit: a getter of its own for each of a thousand documents would cost more than to send them. */
const member = {
  get text(): string {
    const { [texts]: all, [place]: index } = this as unknown as Member;
    return decodeText(all, index);
  },
  toJSON() {
    return { text: this.text };
  },
};

/**
 * To be passed as the `documents` of a call. The literals must be valid JSON strings in valid UTF-8, without an escaped
 * half of a surrogate pair: nothing checks them again.
 */
export function encodedDocuments(encoded: EncodedTexts): readonly EncodedDocument[] {
  const documents = new Array<EncodedDocument>(encoded.spans.length / 2);
  for (let index = 0; index < documents.length; index++) {
    const document: Member = Object.create(member);
    document[texts] = encoded;
    document[place] = index;
    documents[index] = document;
  }
  return Object.assign(documents, { [texts]: encoded });
}

/** The texts behind a list that `encodedDocuments` made; undefined for any other. */
export function encodedTextsOf(documents: object): EncodedTexts | undefined {
  return (documents as { readonly [texts]?: EncodedTexts })[texts];
}

function decodeText({ source, spans }: EncodedTexts, index: number): string {
  const literal = source.bytes.subarray(spans[index * 2], spans[index * 2 + 1]);
  return JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(literal));
}
