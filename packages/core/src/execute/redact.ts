import type { RankInput } from '../provider.ts';
import type { EncodedRequest } from '../transport/transport.ts';

// Validators like to quote what they refuse, whole or cut short. Shorter texts would match by accident.
const quotedAtLeast = 4;
const quotedPrefix = 16;
const pieceLength = 8;

/** Whether a message quotes the query or the beginning of a document, escaped or spaced however it may be. */
export function repeatsInput(message: string, { query, passages }: RankInput): boolean {
  const folded = fold(message.replace(/\\(?:u[\da-f]{4}|[nrtbf])/gi, ' '));
  const quotes = (text: string | undefined) => {
    const start = text === undefined ? '' : beginningOf(text);
    return start.length >= quotedAtLeast && folded.includes(start);
  };
  return quotes(query) || passages.some(({ text, image }) => quotes(text) || quotes(image));
}

/** Whether a message quotes a key or another value of the request's headers or of its URL's query string. */
export function repeatsSecret(message: string, { url, headers }: EncodedRequest): boolean {
  const values = Object.entries(headers).flatMap(([name, value]) => (harmless.test(name) ? [] : secretsIn(value)));
  return [...values, ...new URL(url).searchParams.values()].some(
    (word) => word.length >= quotedAtLeast && holdsPieceOf(message, word),
  );
}

/** Headers that say nothing of who asks, and Google's project, which its messages name. */
const harmless = /^(?:accept|content-type|x-goog-user-project|x-amz-date|x-amz-content-sha256)$/;

/** The words of a header's value, of AWS's signature without its scope: every message of AWS's names a region. */
const secretsIn = (value: string) =>
  value
    .replace(/(?<=Credential=[^/\s]+)\/[^,\s]+|SignedHeaders=[^,\s]+/g, '')
    .split(' ')
    .filter((word) => word !== 'Bearer' && word !== 'AWS4-HMAC-SHA256');

/** A key is often masked in part: any eight characters of it are too many. */
function holdsPieceOf(message: string, secret: string): boolean {
  for (let at = 0; at === 0 || at <= secret.length - pieceLength; at++) {
    if (message.includes(secret.slice(at, at + pieceLength))) return true;
  }
  return false;
}

/** Letters and digits alone, which quoting does not change. */
const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Enough of a long text to find a prefix in, wherever its first words stand. */
const beginningOf = (text: string) => fold(text.trimStart().slice(0, 10 * quotedPrefix)).slice(0, quotedPrefix);
