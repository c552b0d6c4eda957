import { describe, expect, test } from 'vitest';
import { unknownOptionError } from '../src/index.ts';

describe('unknownOptionError', () => {
  test('names the options that there are', () => {
    const error = unknownOptionError("Acme's rerank API", ['mode', 'limit']);
    expect(error({ code: 'unrecognized_keys', keys: ['top_k', 'x'] })).toBe(
      "top_k, x: Acme's rerank API takes no such option, only mode, limit (topN is a field of the request)",
    );
  });

  test('says so where there are none', () => {
    expect(unknownOptionError("Acme's rerank API", [])({ code: 'unrecognized_keys', keys: ['x'] })).toBe(
      "x: Acme's rerank API takes no options at all (topN is a field of the request)",
    );
  });

  test('leaves other issues their own message', () => {
    expect(unknownOptionError('Acme', [])({ code: 'invalid_type' })).toBeUndefined();
  });
});
