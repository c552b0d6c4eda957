import { backslash, closeBrace, comma, lastAscii, openBrace, quote, space } from './bytes';
import { documentCount, readDocuments, startDocuments } from './documents';
import { peek, position, skipSpace, startInput, take, takeIf } from './input';
import { fields, maxFields, storeSpan } from './memory';
import { skipValue, takeColon } from './values';

export { documentCount, documentsAreObjects } from './documents';
export { fields, texts, wholes, window, windowBytes } from './memory';

/** The name of the array of documents. */
const documents = memory.data<u8>([0x64, 0x6f, 0x63, 0x75, 0x6d, 0x65, 0x6e, 0x74, 0x73]);
const documentsLength: i32 = 9;

let count: i32 = 0;
let keyIsDocuments: bool = false;

/** How many top-level fields the body has. */
export function fieldCount(): i32 {
  return count;
}

/** Reads a body to its end. True if it is an object whose spans now stand in the memory; false if it is anything else. */
export function scan(): bool {
  startInput();
  startDocuments();
  count = 0;
  skipSpace();
  if (take() !== openBrace) return false;
  do {
    skipSpace();
    if (count === maxFields || !readField()) return false;
    count++;
    skipSpace();
  } while (takeIf(comma));
  if (take() !== closeBrace) return false;
  skipSpace();
  return peek() < 0 && documentCount() > 0;
}

function readField(): bool {
  if (take() !== quote) return false;
  const keyStart = position();
  if (!takeKey()) return false;
  const keyEnd = position() - 1;
  if (!takeColon()) return false;
  const start = position();
  if (!(keyIsDocuments ? readDocuments() : skipValue(1))) return false;
  storeSpan(fields + 16 * count, keyStart, keyEnd);
  storeSpan(fields + 16 * count + 8, start, position());
  return true;
}

/** Takes a key and its closing quote. False if it has anything but printable ASCII, or an escape. */
function takeKey(): bool {
  let length: i32 = 0;
  keyIsDocuments = true;
  for (;;) {
    const byte = take();
    if (byte === quote) break;
    if (byte < space || byte > lastAscii || byte === backslash) return false;
    if (length >= documentsLength || byte !== load<u8>(documents + length)) keyIsDocuments = false;
    length++;
  }
  if (length !== documentsLength) keyIsDocuments = false;
  return true;
}
