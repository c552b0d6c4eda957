import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../dialects/dialect.ts';
import { unsupportedEncoding, unsupportedMediaType } from './refusals.ts';

/** What the headers tell about a body that cannot be taken, before any of it is read. */
export function checkEntity(headers: IncomingHttpHeaders): Problem | undefined {
  const type = headers['content-type'];
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return unsupportedEncoding;
  // What most clients send.
  if (type === 'application/json') return undefined;
  if (type === undefined) return hasBody(headers) ? unsupportedMediaType : undefined;
  return isJson(type) ? undefined : unsupportedMediaType;
}

/** RFC 9112, section 6: a request without either header has no body. */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) > 0);
}

/** Elasticsearch's clients have a name of their own for it. */
function isJson(type: string): boolean {
  if (!/^application\/(?:vnd\.elasticsearch\+)?json\s*(;|$)/i.test(type)) return false;
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}
