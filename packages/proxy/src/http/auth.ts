import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../dialects/dialect.ts';
import { unauthorized } from './refusals.ts';

/** Answers undefined when the request may pass. */
export type Guard = (headers: IncomingHttpHeaders) => Problem | undefined;

/** Lets everything pass where there is no master key. */
export function createGuard(masterKey: string | undefined): Guard {
  if (masterKey === undefined) return () => undefined;
  const isMasterKey = createComparison(masterKey);

  return (headers) => {
    const bearer = afterScheme(headers.authorization);
    // What nearly all clients send.
    if (isMasterKey(bearer)) return undefined;
    const litellm = single(headers['x-litellm-api-key']);
    const others = [afterScheme(litellm) ?? litellm, ...keyHeaders.map((name) => single(headers[name]))];
    if (others.some(isMasterKey)) return undefined;
    if (bearer !== undefined || others.some((key) => key !== undefined)) return unauthorized('wrong');
    return unauthorized(headers.authorization === undefined ? 'none' : formOf(headers.authorization));
  };
}

/** Digests are of equal length, so that comparing them tells nothing about the key, not even its length. */
function createComparison(masterKey: string): (key: string | undefined) => boolean {
  const digest = (key: string) => hash('sha256', key, 'hex');
  const expected = Buffer.from(digest(masterKey));
  // Written over each time: making a buffer costs more than the digest.
  const found = Buffer.alloc(expected.length);
  return (key) => {
    if (key === undefined) return false;
    found.write(digest(key.trim()), 'latin1');
    return timingSafeEqual(found, expected);
  };
}

/** Of Anthropic-style, Azure's and Pinecone's, and Google's clients. */
const keyHeaders = ['x-api-key', 'api-key', 'x-goog-api-key'] as const;

/** `ApiKey` is Elasticsearch's. */
function afterScheme(value: string | undefined): string | undefined {
  // The pattern costs as much as the rest; most clients write it like this.
  if (value?.startsWith('Bearer ') && value.length > 7 && value[7] !== ' ') return value.slice(7);
  return /^(?:Bearer|ApiKey) +(.+)$/i.exec(value ?? '')?.[1];
}

/** AWS's SDKs sign a request, and no signature holds a key. */
const formOf = (authorization: string) => (/^AWS4-HMAC-SHA256\b/i.test(authorization) ? 'signed' : 'malformed');

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
