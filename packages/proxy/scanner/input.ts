import { backslash, carriageReturn, lineFeed, quote, space, tab } from './bytes';
import { window } from './memory';

/*
 * The body, read forward once. It passes through a window of fixed size, so that the memory stays small and in the
 * processor's cache, however large the body is. Nothing behind `end` is ever read: it may be an earlier block's.
 */

/** Copies the body's next block to the window and returns its length, which is 0 after the last. The host's. */
declare function nextBlock(): i32;

let at: usize = window;
let end: usize = window;
let before: u32 = 0;

export function startInput(): void {
  at = window;
  end = window;
  before = 0;
}

/** The offset of the next byte in the body. */
export function position(): u32 {
  return before + <u32>(at - window);
}

/** The next byte, or -1 after the last. */
export function peek(): i32 {
  return at < end || refill() ? <i32>load<u8>(at) : -1;
}

/** The next byte, and moves past it; -1 after the last. */
export function take(): i32 {
  return at < end || refill() ? <i32>load<u8>(at++) : -1;
}

/** Moves past the next byte if it is this one, and says so. */
export function takeIf(byte: i32): bool {
  if (peek() !== byte) return false;
  at++;
  return true;
}

export function skipSpace(): void {
  for (;;) {
    const byte = peek();
    if (byte !== space && byte !== lineFeed && byte !== carriageReturn && byte !== tab) return;
    at++;
  }
}

/** Moves to the next quote, backslash or control character, or to the end of the body. */
export function skipPlain(): void {
  do {
    let here = at;
    for (; here + 16 <= end; here += 16) {
      const found = i8x16.bitmask(specials(v128.load(here)));
      if (found !== 0) {
        at = here + ctz(found);
        return;
      }
    }
    for (; here < end; here++) {
      const byte = <i32>load<u8>(here);
      if (byte === quote || byte === backslash || byte < space) break;
    }
    at = here;
  } while (at === end && refill());
}

function specials(bytes: v128): v128 {
  const quotes = v128.eq<u8>(bytes, i8x16.splat(<i8>quote));
  const backslashes = v128.eq<u8>(bytes, i8x16.splat(<i8>backslash));
  const controls = v128.le<u8>(bytes, i8x16.splat(<i8>space - 1));
  return v128.or(v128.or(quotes, backslashes), controls);
}

function refill(): bool {
  const length = nextBlock();
  if (length === 0) return false;
  before += <u32>(end - window);
  at = window;
  end = window + length;
  return true;
}
