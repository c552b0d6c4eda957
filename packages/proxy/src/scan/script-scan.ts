import { backslash, closeBrace, comma, lastAscii, openBrace, quote, space } from './bytes.ts';
import { maxFields, type ScannedRequest, type Span } from './scanned-request.ts';
import { afterDocuments, type DocumentSpans, toDocuments } from './script-documents.ts';
import { afterColon, afterSpace, afterValue } from './script-value.ts';

/** Scans UTF-8 in plain JavaScript, for machines without WebAssembly's SIMD instructions. */
export function scanInScript(body: Uint8Array): ScannedRequest | undefined {
  const fields = new Map<string, Span>();
  const found: DocumentSpans = { texts: [], wholes: [] };
  let at = afterSpace(body, 0);
  if (body[at] !== openBrace) return undefined;
  do {
    const keyStart = afterSpace(body, at + 1);
    const key = readKey(body, keyStart);
    if (key === undefined || fields.has(key) || fields.size === maxFields) return undefined;
    const start = afterColon(body, keyStart + key.length + 2);
    const end = key === 'documents' ? afterDocuments(body, start, found) : afterValue(body, start, 1);
    fields.set(key, { start, end });
    at = afterSpace(body, end);
  } while (body[at] === comma);
  const isWhole = body[at] === closeBrace && afterSpace(body, at + 1) === body.length;
  return isWhole && found.texts.length > 0 ? { fields, documents: toDocuments(found) } : undefined;
}

/** The key whose opening quote is at `start`, if it is printable ASCII without escapes: one byte a character. */
function readKey(body: Uint8Array, start: number): string | undefined {
  if (body[start] !== quote) return undefined;
  let key = '';
  for (let at = start + 1; ; at++) {
    const byte = body[at] ?? 0;
    if (byte === quote) return key;
    if (byte < space || byte > lastAscii || byte === backslash) return undefined;
    key += String.fromCharCode(byte);
  }
}
