import { closeBrace, closeBracket, comma, e, openBrace, openBracket, quote, t, x } from './bytes';
import { position, skipSpace, take, takeIf } from './input';
import { maxDocuments, storeSpan, texts, wholes } from './memory';
import { skipString } from './strings';
import { takeColon } from './values';

let count: i32 = 0;
let areObjects: bool = false;

export function startDocuments(): void {
  count = 0;
}

/** How many documents there are. 0 if there was no `documents` field. */
export function documentCount(): i32 {
  return count;
}

/** Whether the documents are objects. */
export function documentsAreObjects(): bool {
  return areObjects;
}

/** Moves past the array of documents and notes where each is. False if it is empty, mixed or the second one. */
export function readDocuments(): bool {
  if (count > 0 || !takeIf(openBracket)) return false;
  do {
    skipSpace();
    if (count === maxDocuments || !readDocument()) return false;
    count++;
    skipSpace();
  } while (takeIf(comma));
  return take() === closeBracket;
}

function readDocument(): bool {
  const start = position();
  const isObject = takeIf(openBrace);
  if (count === 0) areObjects = isObject;
  if (isObject !== areObjects) return false;
  if (!isObject) return readText();
  if (!takeTextKey() || !readText()) return false;
  skipSpace();
  if (take() !== closeBrace) return false;
  storeSpan(wholes + 8 * count, start, position());
  return true;
}

function takeTextKey(): bool {
  skipSpace();
  return (
    take() === quote && take() === t && take() === e && take() === x && take() === t && take() === quote && takeColon()
  );
}

function readText(): bool {
  const start = position();
  if (take() !== quote || !skipString()) return false;
  storeSpan(texts + 8 * count, start, position());
  return true;
}
