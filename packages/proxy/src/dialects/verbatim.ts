import { Buffer } from 'node:buffer';
import type { ScannedDocuments } from '../scan/scanned-request.ts';
import type { RequestBody } from './dialect.ts';

/** A request's documents as they were sent, never decoded: for an answer that gives them back. */
export interface VerbatimDocuments extends Pick<ScannedDocuments, 'form' | 'wholes'> {
  readonly body: RequestBody;
}

/** One document's place in a list, and the JSON before it. ASCII, so that its length is its size. */
export interface VerbatimPlace {
  readonly before: string;
  readonly index: number;
}

/** How a string stands in an answer: as `{ "text": … }`, or as it was sent. An object always stands as it was sent. */
export type Echo = 'object' | 'as-sent';

/** JSON around documents: `head`, each place with its document and `after`, `tail`. Written into one buffer, byte by byte once. */
export function writeDocuments(
  head: string,
  places: readonly VerbatimPlace[],
  after: string,
  tail: string,
  { body, form, wholes }: VerbatimDocuments,
  echo: Echo,
): Uint8Array {
  const [open, close] = form === 'string' && echo === 'object' ? ['{"text":', `}${after}`] : ['', after];
  const { bytes } = body;
  // A subarray of a Buffer is a Buffer, which takes twice as long to make.
  const source = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const written = Buffer.allocUnsafe(sizeOf(head, places, `${open}${close}`, tail, wholes));
  let at = written.write(head);
  for (const { before, index } of places) {
    at += written.write(before + open, at, 'latin1');
    const document = source.subarray(wholes[index * 2], wholes[index * 2 + 1]);
    written.set(document, at);
    at += document.length;
    at += written.write(close, at, 'latin1');
  }
  written.write(tail, at);
  return written;
}

function sizeOf(
  head: string,
  places: readonly VerbatimPlace[],
  around: string,
  tail: string,
  wholes: ScannedDocuments['wholes'],
): number {
  let size = Buffer.byteLength(head) + Buffer.byteLength(tail);
  for (const { before, index } of places) {
    size += before.length + around.length + (wholes[index * 2 + 1] as number) - (wholes[index * 2] as number);
  }
  return size;
}
