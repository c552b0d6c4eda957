import { invalidInput } from '@openrerank/core';

/** What to rank of a document. Anything but a string fails the call with `invalid_request`; its errors are thrown on. */
export type ToText<Document> = (document: Document, index: number) => string;

export function textsOf<Document>(documents: readonly Document[], toText: ToText<Document>): readonly string[] {
  return documents.map((document: Document, index) => {
    const text: unknown = toText(document, index);
    if (typeof text === 'string') return text;
    const returned = text === null ? 'null' : typeof text;
    throw invalidInput('toText', `must return a string; for documents.${index} it returned ${returned}`);
  });
}
