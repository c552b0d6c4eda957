import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeModelPath, joinUrl } from '../src/url.ts';

describe('joinUrl', () => {
  it.each([
    ['https://h', '/v1/rerank', 'https://h/v1/rerank'],
    ['https://h///', 'v1/rerank', 'https://h/v1/rerank'],
    ['https://h/prefix/', '//v1', 'https://h/prefix/v1'],
    ['https://h/p?key=a/b', '/v1', 'https://h/p/v1?key=a/b'],
    ['https://h/?a=1#part', '/v1', 'https://h/v1?a=1'],
    ['https://h#part', '/v1', 'https://h/v1'],
  ])('puts %s and %s together', (base, path, url) => {
    expect(joinUrl(base, path)).toBe(url);
  });
});

describe('encodeModelPath', () => {
  it.each([
    ['nvidia/llama-3_2', 'nvidia/llama-3_2'],
    ['a b/c?d#e', 'a%20b/c%3Fd%23e'],
    ['emoji/\u{1F600}', 'emoji/%F0%9F%98%80'],
    ['half/\ud83d', 'half/%EF%BF%BD'],
    ['%2e%2e/m', '%252e%252e/m'],
  ])('encodes %j segment by segment', (model, path) => {
    expect(encodeModelPath(model)).toBe(path);
  });

  it.each(['', '..', '../m', 'a/../b', './m', 'a//b', '/a', 'a/'])(
    'refuses %j, which would lead elsewhere',
    (model) => {
      expect(() => encodeModelPath(model)).toThrow('must not have an empty, "." or ".." segment');
    },
  );

  it('never leaves the folder that it is put into, whatever the model is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (model) => {
        let path: string;
        try {
          path = encodeModelPath(model);
        } catch {
          return;
        }
        const url = new URL(`https://h/models/${path}/rerank?q`);
        expect(url.pathname.startsWith('/models/') && url.pathname.endsWith('/rerank')).toBe(true);
        expect(url.pathname.split('/')).toHaveLength(model.split('/').length + 3);
        expect([url.host, url.search, url.hash]).toEqual(['h', '?q', '']);
      }),
    );
  });
});
