/**
 * Documents that are still JSON: string literals inside a larger body, such as that of an HTTP request. Each one's
 * `text` is decoded when it is read, and where an endpoint only copies texts it never is: the literals go on as bytes.
 */
export interface EncodedTexts {
  /**
   * UTF-8. Not to be changed while a call with it runs. Asked for at each use, and kept no longer: whoever takes the
   * memory back when the call is over makes this a getter that throws from then on.
   */
  readonly bytes: Uint8Array;
  /** Where each literal begins and ends, its quotes included: two numbers a text. */
  readonly spans: Uint32Array;
}

/** One text of `EncodedTexts`, decoded at each reading. */
export interface EncodedDocument {
  readonly text: string;
}

const source = Symbol.for('openrerank.encoded');
const place = Symbol('place');

interface Member extends EncodedDocument {
  [source]: EncodedTexts;
  [place]: number;
}

/** What all of them inherit: a getter of its own for each of a thousand documents would cost more than to send them. */
const member = {
  get text(): string {
    const { [source]: texts, [place]: index } = this as unknown as Member;
    return decodeText(texts, index);
  },
  toJSON() {
    return { text: this.text };
  },
};

/**
 * To be passed as the `documents` of a call. The literals must be valid JSON strings in valid UTF-8, without an escaped
 * half of a surrogate pair: nothing checks them again.
 */
export function encodedDocuments(texts: EncodedTexts): readonly EncodedDocument[] {
  const documents = new Array<EncodedDocument>(texts.spans.length / 2);
  for (let index = 0; index < documents.length; index++) {
    const document: Member = Object.create(member);
    document[source] = texts;
    document[place] = index;
    documents[index] = document;
  }
  return Object.assign(documents, { [source]: texts });
}

/** The texts behind a list that `encodedDocuments` made; undefined for any other. */
export function encodedTextsOf(documents: object): EncodedTexts | undefined {
  return (documents as { readonly [source]?: EncodedTexts })[source];
}

function decodeText({ bytes, spans }: EncodedTexts, index: number): string {
  const literal = bytes.subarray(spans[index * 2], spans[index * 2 + 1]);
  return JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(literal));
}
