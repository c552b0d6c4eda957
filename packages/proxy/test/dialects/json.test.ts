import { RerankError } from '@openrerank/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonObject } from '../../src/dialects/json.ts';

function messageOf(body: string | Uint8Array): string {
  try {
    parseJsonObject(Buffer.from(body));
  } catch (error) {
    if (error instanceof RerankError && error.code === 'invalid_request') return error.message;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('parseJsonObject', () => {
  it('parses an object, with a byte order mark before it or not', () => {
    expect(parseJsonObject(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
    expect(parseJsonObject(Buffer.from('\uFEFF{"a":1}'))).toEqual({ a: 1 });
  });

  it.each([
    ['', 'The body is empty. Send a JSON object.'],
    ['[]', 'The body must be a JSON object, not an array.'],
    ['null', 'The body must be a JSON object, not null.'],
    ['"a"', 'The body must be a JSON object, not a string.'],
    ['1', 'The body must be a JSON object, not a number.'],
    ['{"query":', 'The body is not complete: its JSON breaks off after 9 bytes.'],
    ['{"query":"secret', 'The body is not complete: its JSON breaks off after 16 bytes.'],
    ['{"query" 1}', 'The body is not valid JSON (at position 9).'],
    ['{secret}', expect.stringContaining('The body is not valid JSON')],
    ['{"query":secret}', expect.stringContaining('The body is not valid JSON')],
  ])('refuses %j', (body, message) => {
    expect(messageOf(body)).toEqual(message);
    expect(messageOf(body)).not.toContain('secret');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(messageOf(Uint8Array.of(0x7b, 0xff, 0x7d))).toBe('The body is not valid UTF-8.');
  });

  it('says that a cut body is not complete, or at least not valid, wherever it is cut', () => {
    const body = JSON.stringify({
      model: 'm',
      query: 'über "x"',
      documents: ['a\n', { text: 'b', n: -1.5e3 }],
      top_n: null,
    });
    const bytes = Buffer.from(body);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), (length) => {
        expect(messageOf(bytes.subarray(0, length))).toMatch(/^The body is not (complete|valid)/);
      }),
    );
  });
});
