import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../dialects/dialect.ts';
import { unauthorized } from './refusals.ts';

/** Answers undefined when the request may pass. */
export type Guard = (headers: IncomingHttpHeaders) => Problem | undefined;

/** Lets everything pass where there is no master key. */
export function createGuard(masterKey: string | undefined): Guard {
  if (masterKey === undefined) return () => undefined;
  const expected = digest(masterKey);
  // Digests are of equal length, so that comparing them tells nothing about the key, not even its length.
  const isMasterKey = (key: string) => timingSafeEqual(digest(key), expected);

  return (headers) => {
    const bearer = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
    const litellm = single(headers['x-litellm-api-key'])?.replace(/^Bearer +/i, '');
    const keys = [litellm, bearer, single(headers['x-api-key']), single(headers['api-key'])].filter(
      (key) => key !== undefined,
    );
    if (keys.some((key) => isMasterKey(key.trim()))) return undefined;
    if (keys.length > 0) return unauthorized('wrong');
    return unauthorized(headers.authorization === undefined ? 'none' : 'malformed');
  };
}

const digest = (key: string) => createHash('sha256').update(key).digest();

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
