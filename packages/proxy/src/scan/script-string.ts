import { backslash, quote, space } from './bytes.ts';

/** 1 for the bytes that end a run of plain ones. */
const endsRun = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === quote || byte === backslash || byte < space ? 1 : 0,
);

const escapes: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
const u = 0x75;

/**
 * The offset behind the string whose first byte, behind the quote, is at `start`. -1 if it is not valid, or if it has half
 * of a surrogate pair as an escape: JSON allows that, but it stands for no text.
 */
export function afterString(body: Uint8Array, start: number): number {
  let at = afterPlain(body, start);
  while (body[at] === backslash) {
    at = afterPlain(body, afterEscape(body, at + 1));
  }
  return body[at] === quote ? at + 1 : -1;
}

function afterPlain(body: Uint8Array, start: number): number {
  const { length } = body;
  let at = start;
  while (at < length && endsRun[body[at] as number] === 0) at++;
  return at;
}

function afterEscape(body: Uint8Array, at: number): number {
  const byte = body[at];
  if (byte !== u) return byte !== undefined && escapes.has(byte) ? at + 1 : -1;
  const unit = unitAt(body, at + 1);
  const isHalf = (unit & 0xf800) === 0xd800;
  if (!isHalf) return unit < 0 ? -1 : at + 5;
  const isPair = unit < 0xdc00 && body[at + 5] === backslash && body[at + 6] === u && isLow(unitAt(body, at + 7));
  return isPair ? at + 11 : -1;
}

const isLow = (unit: number) => (unit & 0xfc00) === 0xdc00;

/** The value of four hexadecimal digits, or -1. */
function unitAt(body: Uint8Array, at: number): number {
  let unit = 0;
  for (let i = at; i < at + 4; i++) {
    const digit = hexValue(body[i] ?? 0);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
