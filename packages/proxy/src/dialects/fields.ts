import { encodedDocuments } from '@openrerank/core';
import type { Scan, ScannedRequest } from '../scan/scanned-request.ts';
import type { RequestBody } from './dialect.ts';
import { parseJsonObject } from './json.ts';
import type { VerbatimDocuments } from './verbatim.ts';

/** The top level of a request's body. `null` counts as absent. */
export interface RequestFields {
  readonly fields: ReadonlyMap<string, unknown>;
  /** Where the documents could be left as they are; then `documents` decodes a text only when it is read. */
  readonly verbatim: VerbatimDocuments | undefined;
}

export type FieldReader = (body: RequestBody) => RequestFields;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads a body, which need not be JSON at all. One in the usual form is only scanned and its documents stay bytes; any
 * other is parsed, with the same outcome. Throws `invalid_request`.
 */
export function createFieldReader(scan: Scan): FieldReader {
  return (body) => {
    const { bytes } = body;
    const scanned = scan(bytes);
    return scanned === undefined || hasNumberedField(scanned)
      ? { fields: withoutNulls(parseJsonObject(bytes)), verbatim: undefined }
      : fromScan(body, scanned);
  };
}

/** For dialects whose lists are not called `documents`, which a scanner does not look for. */
export const readByParsing: FieldReader = createFieldReader(() => undefined);

function fromScan(body: RequestBody, { fields, documents }: ScannedRequest): RequestFields {
  const { bytes } = body;
  const values = new Map<string, unknown>();
  for (const [name, { start, end }] of fields) {
    const value =
      name === 'documents'
        ? encodedDocuments({ source: body, spans: documents.texts })
        : JSON.parse(decoder.decode(bytes.subarray(start, end)));
    if (value !== null) values.set(name, value);
  }
  const { form, wholes } = documents;
  return { fields: values, verbatim: { body, form, wholes } };
}

/** Whether a name looks like an index: a parser moves such ones to the front, and the order shows in the answer. */
function hasNumberedField({ fields }: ScannedRequest): boolean {
  for (const name of fields.keys()) if (/^\d/.test(name)) return true;
  return false;
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(fields).filter(([, value]) => value !== null));
}
