import { type EncodedTexts, lengthOfTexts, type SplicedBody } from './spliced-body.ts';

/** Bodies up to this many bytes are made in one piece; larger ones while they are sent, in blocks of this size. */
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
  readonly head: Uint8Array;
  readonly between: Uint8Array;
  readonly tail: Uint8Array;
}

/**
 * The body in blocks, made as they are sent: a request that waits for its response holds its documents once, not twice.
 * Reads the source again after each block: the call may have ended meanwhile, and its memory may have another owner.
 */
function* blocksOf(
  { head, between, tail }: Around,
  { texts, first, count }: SplicedBody,
  length: number,
  size: number,
) {
  let left = length;
  let block = Buffer.allocUnsafe(Math.min(size, left));
  let at = 0;
  let source = viewOf(texts);
  for (let piece = 0; piece <= 2 * count; piece++) {
    const isText = piece % 2 === 1;
    const place = first + (piece >> 1);
    const fixed = piece === 0 ? head : piece === 2 * count ? tail : between;
    const to = isText ? endOf(texts, place) : fixed.length;
    for (let from = isText ? startOf(texts, place) : 0; from < to; ) {
      if (at === block.length) {
        yield block;
        left -= at;
        block = Buffer.allocUnsafe(Math.min(size, left));
        at = 0;
        source = viewOf(texts);
      }
      const copied = Math.min(to - from, block.length - at);
      copy(isText ? source : fixed, from, copied, block, at);
      from += copied;
      at += copied;
    }
  }
  yield block;
}

// A subarray of a Buffer is a Buffer, which takes twice as long to make.
function viewOf({ source: { bytes } }: EncodedTexts): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** For the few bytes between two texts, a loop is faster than what has to be called. */
const fewBytes = 32;

function copy(source: Uint8Array, from: number, count: number, target: Uint8Array, at: number): void {
  if (count > fewBytes) {
    target.set(source.subarray(from, from + count), at);
    return;
  }
  for (let place = 0; place < count; place++) target[at + place] = source[from + place] as number;
}

const startOf = ({ spans }: EncodedTexts, place: number) => spans[2 * place] as number;
const endOf = ({ spans }: EncodedTexts, place: number) => spans[2 * place + 1] as number;
