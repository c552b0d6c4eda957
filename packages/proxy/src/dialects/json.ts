import { RerankError } from '@openrerank/core';

/** Decodes and parses a whole body. The messages name a position, never the text around it. */
export function parseJsonObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.length === 0) throw malformed('The body is empty. Send a JSON object.');
  const value = parse(decodeText(body), body.length);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(
      `The body must be a JSON object, not ${value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`}.`,
    );
  }
  return value as Record<string, unknown>;
}

function decodeText(body: Uint8Array): string {
  try {
    // Takes a byte order mark off, which JSON.parse would refuse.
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw malformed('The body is not valid UTF-8.');
  }
}

function parse(text: string, bytes: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 puts an excerpt into most of its messages.
    const { message } = error as SyntaxError;
    if (message.startsWith('Unexpected end') || message.startsWith('Unterminated string')) {
      throw malformed(`The body is not complete: its JSON breaks off after ${bytes} bytes.`);
    }
    const position = /at position (\d+)/.exec(message)?.[1];
    throw malformed(`The body is not valid JSON${position === undefined ? '' : ` (at position ${position})`}.`);
  }
}

const malformed = (message: string) => new RerankError('invalid_request', message);
