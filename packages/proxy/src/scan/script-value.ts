import {
  carriageReturn,
  closeBrace,
  closeBracket,
  colon,
  comma,
  dot,
  lineFeed,
  minus,
  nine,
  openBrace,
  openBracket,
  plus,
  quote,
  space,
  tab,
  zero,
} from './bytes.ts';
import { maxDepth } from './scanned-request.ts';
import { afterString } from './script-string.ts';

/*
 * These functions take the offset at which something begins and return the offset behind it, or -1 if it is not there.
 * There is no byte at -1, so what is asked to begin there is not there either: a failure carries itself on.
 */

const smallE = 0x65;
const capitalE = 0x45;
const literals = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/** The offset after a value that begins at `at`, inside `depth` arrays and objects. -1 if it is not valid. */
export function afterValue(body: Uint8Array, at: number, depth: number): number {
  const byte = body[at];
  if (byte === quote) return afterString(body, at + 1);
  if (byte === openBrace || byte === openBracket) {
    if (depth === maxDepth) return -1;
    return byte === openBrace ? afterObject(body, at + 1, depth + 1) : afterArray(body, at + 1, depth + 1);
  }
  const literal = literals.find((word) => word[0] === byte);
  return literal === undefined ? afterNumber(body, at) : afterLiteral(body, at, literal);
}

export function afterSpace(body: Uint8Array, start: number): number {
  for (let at = start; ; at++) {
    const byte = body[at];
    if (byte !== space && byte !== lineFeed && byte !== carriageReturn && byte !== tab) return at;
  }
}

/** The offset of the value, if a colon with white space around it begins at `start`; else -1. */
export function afterColon(body: Uint8Array, start: number): number {
  const at = afterSpace(body, start);
  return body[at] === colon ? afterSpace(body, at + 1) : -1;
}

function afterObject(body: Uint8Array, start: number, depth: number): number {
  let at = afterSpace(body, start);
  if (body[at] === closeBrace) return at + 1;
  for (;;) {
    if (body[at] !== quote) return -1;
    at = afterColon(body, afterString(body, at + 1));
    at = afterSpace(body, afterValue(body, at, depth));
    if (body[at] !== comma) return body[at] === closeBrace ? at + 1 : -1;
    at = afterSpace(body, at + 1);
  }
}

function afterArray(body: Uint8Array, start: number, depth: number): number {
  let at = afterSpace(body, start);
  if (body[at] === closeBracket) return at + 1;
  for (;;) {
    at = afterSpace(body, afterValue(body, at, depth));
    if (body[at] !== comma) return body[at] === closeBracket ? at + 1 : -1;
    at = afterSpace(body, at + 1);
  }
}

export function afterLiteral(body: Uint8Array, at: number, literal: Uint8Array): number {
  for (let i = 0; i < literal.length; i++) if (body[at + i] !== literal[i]) return -1;
  return at + literal.length;
}

function afterNumber(body: Uint8Array, start: number): number {
  let at = body[start] === minus ? start + 1 : start;
  at = body[at] === zero ? at + 1 : afterDigits(body, at);
  if (body[at] === dot) at = afterDigits(body, at + 1);
  if (body[at] !== smallE && body[at] !== capitalE) return at;
  const sign = body[at + 1];
  return afterDigits(body, sign === plus || sign === minus ? at + 2 : at + 1);
}

/** The offset after digits, of which there must be one. */
function afterDigits(body: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(body[at])) at++;
  return at === start ? -1 : at;
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= zero && byte <= nine;
