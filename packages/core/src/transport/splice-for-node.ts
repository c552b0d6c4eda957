import type { EncodedTexts } from '../encoded-documents.ts';
import type { SplicedBody } from './transport.ts';

/** Bodies up to this many bytes are put together at once; larger ones while they are sent, in blocks of this size. */
const blockBytes = 256 * 1024;

/** A spliced body for undici. The texts' own bytes are copied as they are. */
export function spliceForNode(body: SplicedBody, size = blockBytes) {
  const around = { head: Buffer.from(body.head), between: Buffer.from(body.between), tail: Buffer.from(body.tail) };
  const { head, between, tail } = around;
  const length = head.length + lengthOfTexts(body) + (body.count - 1) * between.length + tail.length;
  const blocks = blocksOf(around, body, length, size);
  return { length, content: length > size ? blocks : (blocks.next().value as Buffer) };
}

interface Around {
  readonly head: Buffer;
  readonly between: Buffer;
  readonly tail: Buffer;
}

/**
 * The body in blocks, never further than was sent: a request that waits for its answer holds its documents once, not
 * twice. Asks for the texts anew after each block, since the call may have ended meanwhile and the memory be another's.
 */
function* blocksOf(around: Around, { texts, first, count }: SplicedBody, length: number, size: number) {
  let left = length;
  let block = Buffer.allocUnsafe(Math.min(size, left));
  let at = 0;
  const pieces = 2 * count + 1;
  for (let piece = 0; piece < pieces; piece++) {
    const place = piece % 2 === 1 ? first + (piece - 1) / 2 : undefined;
    const fixed = piece === 0 ? around.head : piece === pieces - 1 ? around.tail : around.between;
    let from = place === undefined ? 0 : startOf(texts, place);
    const to = place === undefined ? fixed.length : endOf(texts, place);
    while (from < to) {
      if (at === block.length) {
        yield block;
        left -= at;
        block = Buffer.allocUnsafe(Math.min(size, left));
        at = 0;
      }
      const bytes = place === undefined ? fixed : texts.source.bytes;
      const copied = Math.min(to - from, block.length - at);
      block.set(bytes.subarray(from, from + copied), at);
      from += copied;
      at += copied;
    }
  }
  yield block;
}

function lengthOfTexts({ texts, first, count }: SplicedBody): number {
  let length = 0;
  for (let place = first; place < first + count; place++) length += endOf(texts, place) - startOf(texts, place);
  return length;
}

const startOf = ({ spans }: EncodedTexts, place: number) => spans[2 * place] as number;
const endOf = ({ spans }: EncodedTexts, place: number) => spans[2 * place + 1] as number;
