import {
  a,
  closeBrace,
  closeBracket,
  colon,
  comma,
  dot,
  e,
  f,
  l,
  minus,
  n,
  openBrace,
  openBracket,
  plus,
  quote,
  r,
  s,
  t,
  u,
  zero,
} from './bytes';
import { peek, skipSpace, take, takeIf } from './input';
import { skipString } from './strings';

/** How deep arrays and objects may stand in each other, the body's own object counted. */
const maxDepth: i32 = 64;

/** Moves past a value that begins with the next byte, inside `depth` arrays and objects. False if it is not valid. */
export function skipValue(depth: i32): bool {
  if (takeIf(quote)) return skipString();
  if (takeIf(openBrace)) return depth < maxDepth && skipObject(depth + 1);
  if (takeIf(openBracket)) return depth < maxDepth && skipArray(depth + 1);
  if (takeIf(t)) return take() === r && take() === u && take() === e;
  if (takeIf(f)) return take() === a && take() === l && take() === s && take() === e;
  if (takeIf(n)) return take() === u && take() === l && take() === l;
  return skipNumber();
}

function skipObject(depth: i32): bool {
  skipSpace();
  if (takeIf(closeBrace)) return true;
  do {
    skipSpace();
    if (take() !== quote || !skipString() || !takeColon() || !skipValue(depth)) return false;
    skipSpace();
  } while (takeIf(comma));
  return take() === closeBrace;
}

function skipArray(depth: i32): bool {
  skipSpace();
  if (takeIf(closeBracket)) return true;
  do {
    skipSpace();
    if (!skipValue(depth)) return false;
    skipSpace();
  } while (takeIf(comma));
  return take() === closeBracket;
}

/** Takes the colon after a key and the white space around it. */
export function takeColon(): bool {
  skipSpace();
  if (take() !== colon) return false;
  skipSpace();
  return true;
}

function skipNumber(): bool {
  takeIf(minus);
  if (!takeIf(zero) && !skipDigits()) return false;
  if (takeIf(dot) && !skipDigits()) return false;
  if ((peek() | 0x20) !== e) return true;
  take();
  if (!takeIf(plus)) takeIf(minus);
  return skipDigits();
}

/** At least one. */
function skipDigits(): bool {
  let found = false;
  for (; isDigit(peek()); take()) found = true;
  return found;
}

function isDigit(byte: i32): bool {
  return byte >= zero && byte <= zero + 9;
}
