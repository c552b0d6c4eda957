import { Buffer } from 'node:buffer';

/** Memory for large bodies that is used again: new memory for each would keep the garbage collector busy. */
export interface BodyPool {
  /** At least as many bytes, holding whatever was in them before. */
  take(bytes: number): Buffer;
  /** Gives a buffer back. The caller must not use it afterwards. */
  give(buffer: Buffer): void;
  readonly idleBytes: number;
}

export interface BodyPoolOptions {
  /** What lies idle beyond this is left to the garbage collector. */
  readonly maxIdleBytes: number;
}

/** Hardly a body in more than one chunk is smaller. */
const smallest = 64 * 1024;
/** Larger ones are rare, and too much to keep. */
const largest = 16 * 1024 * 1024;

/** Sizes are powers of two. Memory that is never written to costs nothing but addresses. */
export function createBodyPool({ maxIdleBytes }: BodyPoolOptions): BodyPool {
  const idle = new Map<number, Buffer[]>();
  let idleBytes = 0;
  return {
    take(bytes) {
      const size = sizeFor(bytes);
      const buffer = idle.get(size)?.pop();
      if (buffer === undefined) return Buffer.allocUnsafeSlow(size);
      idleBytes -= size;
      return buffer;
    },
    give(buffer) {
      const size = buffer.length;
      if (size > largest || idleBytes + size > maxIdleBytes) return;
      idleBytes += size;
      const sameSize = idle.get(size);
      if (sameSize === undefined) idle.set(size, [buffer]);
      else sameSize.push(buffer);
    },
    get idleBytes() {
      return idleBytes;
    },
  };
}

function sizeFor(bytes: number): number {
  if (bytes > largest) return bytes;
  return bytes <= smallest ? smallest : 2 ** Math.ceil(Math.log2(bytes));
}
