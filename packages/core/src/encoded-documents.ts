import { type EncodedTexts, withEncodedList } from './encoded-texts.ts';
import { joinSplicedBody, spliceBody } from './execute/splice.ts';

/** One text of `EncodedTexts`, decoded at each reading. */
export interface EncodedDocument {
  readonly text: string;
}

const texts = Symbol('texts');
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
  return withEncodedList(documents, { texts: encoded, splice: spliceBody, join: joinSplicedBody });
}

function decodeText({ source, spans }: EncodedTexts, index: number): string {
  const literal = source.bytes.subarray(spans[index * 2], spans[index * 2 + 1]);
  return JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(literal));
}
