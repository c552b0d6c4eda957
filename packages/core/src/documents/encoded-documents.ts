import { type EncodedTexts, spliceTexts } from './spliced-body.ts';

/** A document of `EncodedTexts`. Its text is decoded each time it is read. */
export interface EncodedDocument {
  readonly text: string;
}

/** The encoded texts of a list of documents, and the function that builds request bodies from them. */
export interface EncodedList {
  readonly texts: EncodedTexts;
  readonly splice: typeof spliceTexts;
}

// Registered symbols: a document may come from another copy of core.
const texts = Symbol.for('openrerank.texts');
const position = Symbol.for('openrerank.position');
const splice = Symbol.for('openrerank.splice');

interface Member extends EncodedDocument {
  [texts]: EncodedTexts;
  [position]: number;
  readonly [splice]: typeof spliceTexts;
}

/** The prototype of all members: a getter on each of a thousand documents would cost more than sending them. */
const createPrototype = () => ({
  get text(): string {
    return decodeText(literalOf(this as unknown as Member));
  },
  toJSON() {
    return { text: this.text };
  },
  // Inherited, so a copy by spread does not have it: the text of a copy may have been changed.
  [splice]: spliceTexts,
});

// Marked as pure, so that bundlers drop it, and the splicing with it, where no documents are encoded.
const prototype = /* @__PURE__ */ createPrototype();

/**
 * A list for the `documents` of a call. The literals must be valid JSON strings in valid UTF-8, without an escaped half of
 * a surrogate pair: nothing checks them again.
 */
export function encodedDocuments(encoded: EncodedTexts): readonly EncodedDocument[] {
  const documents = new Array<EncodedDocument>(encoded.spans.length / 2);
  for (let index = 0; index < documents.length; index++) {
    const document: Member = Object.create(prototype);
    document[texts] = encoded;
    document[position] = index;
    documents[index] = document;
  }
  return documents;
}

/**
 * The documents at these indices, in their order; an index may be left out and may repeat. The members are the same
 * objects, so encoded documents stay bytes and results keep their identity. Throws a `RangeError` for an index that the
 * list does not have.
 */
export function selectDocuments<Document>(
  documents: readonly Document[],
  indices: readonly number[],
): readonly Document[] {
  return indices.map((index) => {
    if (Object.hasOwn(documents, index)) return documents[index] as Document;
    throw new RangeError(`The list of ${documents.length} documents has no index ${index}.`);
  });
}

/**
 * A document as JSON in UTF-8, for hashing and measuring: the string literal of its text, or the whole object where it is
 * more than a text. For an encoded document these are the received bytes, not a copy; equal texts may be escaped
 * differently.
 */
export function documentBytes(documents: readonly (string | object)[], index: number): Uint8Array {
  // The list may not have been checked yet, so a member may be null.
  const document = documents[index] as string | Partial<Member> | null;
  if (typeof document !== 'object' || document === null) return encode(document);
  if (document[splice] !== undefined) return literalOf(document as Member);
  const isText = typeof document.text === 'string' && Object.keys(document).length === 1;
  return encode(isText ? document.text : document);
}

/**
 * The encoded texts of a list whose members all come from one `encodedDocuments`, all of them or some, in any order.
 * Undefined for any other list.
 */
export function encodedListOf(documents: readonly unknown[]): EncodedList | undefined {
  const first = documents[0] as Partial<Member> | null | undefined;
  const encoded = first?.[texts];
  const join = first?.[splice];
  if (encoded === undefined || join === undefined) return undefined;
  const { source, spans } = encoded;
  const own = new Uint32Array(documents.length * 2);
  for (let index = 0; index < documents.length; index++) {
    const document = documents[index] as Partial<Member> | null | undefined;
    if (document?.[texts] !== encoded || document[splice] !== join) return undefined;
    const from = 2 * (document[position] as number);
    own[2 * index] = spans[from] as number;
    own[2 * index + 1] = spans[from + 1] as number;
  }
  return { texts: { source, spans: own }, splice: join };
}

function literalOf({ [texts]: { source, spans }, [position]: index }: Member): Uint8Array {
  return source.bytes.subarray(spans[2 * index], spans[2 * index + 1]);
}

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const decodeText = (literal: Uint8Array): string =>
  JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(literal));
