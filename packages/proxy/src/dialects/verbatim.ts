import { Buffer } from 'node:buffer';
import type { ScannedDocuments } from '../scan/scanned-request.ts';
import type { RequestBody } from './dialect.ts';

/** A request's documents as they were sent, never decoded: for an answer that gives them back. */
export interface VerbatimDocuments extends Pick<ScannedDocuments, 'form' | 'wholes'> {
  readonly body: RequestBody;
}

/** JSON text of which some pieces are bytes already. */
export type JsonPiece = string | Uint8Array;

/** Document `index` as an answer shows it: an object as it is, a string as `{ "text": … }`. */
export function documentPieces({ body, form, wholes }: VerbatimDocuments, index: number): readonly JsonPiece[] {
  const whole = body.bytes.subarray(wholes[index * 2], wholes[index * 2 + 1]);
  return form === 'text-object' ? [whole] : ['{"text":', whole, '}'];
}

export function joinPieces(pieces: readonly JsonPiece[]): Uint8Array {
  const sizes = pieces.map((piece) => Buffer.byteLength(piece));
  const joined = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const [place, piece] of pieces.entries()) {
    if (typeof piece === 'string') joined.write(piece, at);
    else joined.set(piece, at);
    at += sizes[place] as number;
  }
  return joined;
}
