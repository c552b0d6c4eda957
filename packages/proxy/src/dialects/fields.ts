import { encodedDocuments } from '@openrerank/core';
import type { Scan, ScannedRequest } from '../scan/scanned-request.ts';
import { parseJsonObject } from './json.ts';
import type { VerbatimDocuments } from './verbatim.ts';

/** The top level of a request's body. `null` counts as absent. */
export interface RequestFields {
  readonly fields: ReadonlyMap<string, unknown>;
  /** Where the documents could be left as they are; then `documents` decodes a text only when it is read. */
  readonly verbatim: VerbatimDocuments | undefined;
}

export type FieldReader = (body: Uint8Array) => RequestFields;

/**
 * Reads a body, which need not be JSON at all. One in the usual form is only scanned and its documents stay bytes; any
 * other is parsed, with the same outcome. Throws `invalid_request`.
 */
export function createFieldReader(scan: Scan): FieldReader {
  return (body) => {
    const scanned = scan(body);
    return scanned === undefined
      ? { fields: withoutNulls(parseJsonObject(body)), verbatim: undefined }
      : fromScan(body, scanned);
  };
}

function fromScan(body: Uint8Array, { fields, documents }: ScannedRequest): RequestFields {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const values = Array.from(fields, ([name, { start, end }]): [string, unknown] => [
    name,
    name === 'documents'
      ? encodedDocuments({ bytes: body, spans: documents.texts })
      : JSON.parse(decoder.decode(body.subarray(start, end))),
  ]);
  // By way of an object, whose order of keys is the one that a parser gives.
  return { fields: withoutNulls(Object.fromEntries(values)), verbatim: { bytes: body, ...documents } };
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(fields).filter(([, value]) => value !== null));
}
