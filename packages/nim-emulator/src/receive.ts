import type { IncomingMessage } from 'node:http';
import type { ReceivedRequest } from './journal.ts';

/** Reads a request to its end. The body is undefined when it is longer than `maxBytes`, which its length tells. */
export async function receive(message: IncomingMessage, maxBytes: number, now: number): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read on all the same: a client that is still sending would miss the answer.
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return { ...describe(message, now), body: bytes > maxBytes ? undefined : decode(Buffer.concat(chunks)), bytes };
}

/** What is known before the body is. */
export function describe(message: IncomingMessage, now: number): ReceivedRequest {
  const { method = '', url = '', headers } = message;
  const at = url.indexOf('?');
  return {
    method,
    path: at === -1 ? url : url.slice(0, at),
    search: at === -1 ? '' : url.slice(at),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: undefined,
    bytes: 0,
    receivedAt: now,
  };
}

/** The value, where it is JSON in valid UTF-8. */
function decode(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return body.toString();
  }
}
