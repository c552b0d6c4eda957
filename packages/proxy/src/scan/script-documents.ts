import { closeBrace, closeBracket, comma, openBrace, openBracket, quote } from './bytes.ts';
import { maxDocuments, type ScannedDocuments } from './scanned-request.ts';
import { afterString } from './script-string.ts';
import { afterColon, afterLiteral, afterSpace } from './script-value.ts';

/** Starts and ends in turn, as ScannedDocuments has them. `wholes` is of objects only. */
export interface DocumentSpans {
  readonly texts: number[];
  readonly wholes: number[];
}

const textKey = Buffer.from('"text"');

/** Notes where the documents are whose array begins at `start`. As with values, -1 if they are not as they should be. */
export function afterDocuments(body: Uint8Array, start: number, { texts, wholes }: DocumentSpans): number {
  if (body[start] !== openBracket) return -1;
  let at = start;
  do {
    at = afterSpace(body, at + 1);
    const end = body[at] === openBrace ? afterTextObject(body, at, texts) : afterText(body, at, texts);
    if (body[at] === openBrace) wholes.push(at, end);
    at = afterSpace(body, end);
  } while (body[at] === comma && texts.length < 2 * maxDocuments);
  const isMixed = wholes.length > 0 && wholes.length < texts.length;
  return body[at] === closeBracket && !isMixed ? at + 1 : -1;
}

export function toDocuments({ texts, wholes }: DocumentSpans): ScannedDocuments {
  const spans = new Uint32Array(texts);
  const count = texts.length / 2;
  if (wholes.length === 0) return { form: 'string', count, texts: spans, wholes: spans };
  return { form: 'text-object', count, texts: spans, wholes: new Uint32Array(wholes) };
}

function afterTextObject(body: Uint8Array, start: number, texts: number[]): number {
  const key = afterSpace(body, start + 1);
  const text = afterColon(body, afterLiteral(body, key, textKey));
  const end = afterSpace(body, afterText(body, text, texts));
  return body[end] === closeBrace ? end + 1 : -1;
}

function afterText(body: Uint8Array, start: number, texts: number[]): number {
  if (body[start] !== quote) return -1;
  const end = afterString(body, start + 1);
  texts.push(start, end);
  return end;
}
