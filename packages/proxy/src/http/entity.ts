import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../dialects/dialect.ts';
import { unsupportedEncoding, unsupportedMediaType } from './refusals.ts';

/** What the headers tell about a body that cannot be taken, before any of it is read. */
export function checkEntity(headers: IncomingHttpHeaders): Problem | undefined {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return unsupportedEncoding;
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset) ? undefined : unsupportedMediaType;
}
