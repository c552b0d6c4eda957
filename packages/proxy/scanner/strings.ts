import { a, b, backslash, f, n, quote, r, slash, t, u, zero } from './bytes';
import { skipPlain, take } from './input';

/**
 * Moves past a string whose opening quote is taken. False if it is not valid, or if it has half of a surrogate pair as
 * an escape: JSON allows that, but it stands for no text.
 */
export function skipString(): bool {
  let byte: i32;
  do {
    skipPlain();
    byte = take();
  } while (byte === backslash && skipEscape());
  return byte === quote;
}

function skipEscape(): bool {
  const byte = take();
  if (byte === u) return skipUnit();
  return (
    byte === n ||
    byte === quote ||
    byte === backslash ||
    byte === slash ||
    byte === t ||
    byte === r ||
    byte === b ||
    byte === f
  );
}

function skipUnit(): bool {
  const unit = takeUnit();
  const isHalf = (unit & 0xf800) === 0xd800;
  if (!isHalf) return unit >= 0;
  const isHigh = unit < 0xdc00;
  return isHigh && take() === backslash && take() === u && (takeUnit() & 0xfc00) === 0xdc00;
}

/** Four hexadecimal digits, or -1. */
function takeUnit(): i32 {
  let unit = 0;
  for (let i = 0; i < 4; i++) {
    const digit = hexValue(take());
    if (digit < 0) return -1;
    unit = (unit << 4) | digit;
  }
  return unit;
}

function hexValue(byte: i32): i32 {
  const decimal = byte - zero;
  if (decimal >= 0 && decimal <= 9) return decimal;
  const letter = (byte | 0x20) - a;
  return letter >= 0 && letter <= 5 ? letter + 10 : -1;
}
