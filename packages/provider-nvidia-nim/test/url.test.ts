import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isChatHost, isNvidiaHost, resolveUrl, statusUrl } from '../src/url.ts';

const retrieval = 'retrieval/nvidia/m/reranking';

describe('resolveUrl', () => {
  test.each([
    ['https://h'],
    ['https://h/'],
    ['https://h//'],
    ['https://h/v1'],
    ['https://h/v1/'],
    ['https://h/v1//'],
    ['https://h/v1/retrieval'],
    ['https://h/v1/retrieval/'],
    ['https://h/retrieval/'],
    ['https://h#top'],
  ])('takes %s for a base URL', (base) => {
    expect(resolveUrl(base, retrieval)).toBe('https://h/v1/retrieval/nvidia/m/reranking');
    expect(resolveUrl(base, 'ranking')).toBe('https://h/v1/ranking');
  });

  test.each([
    ['https://h/nim', 'https://h/nim/v1/ranking'],
    ['https://h/nim/v1', 'https://h/nim/v1/ranking'],
    ['https://h/nim/v1/retrieval', 'https://h/nim/v1/ranking'],
    ['https://h/v2', 'https://h/v2/v1/ranking'],
    ['https://h/v1/v1', 'https://h/v1/v1/ranking'],
    ['https://h/a//b', 'https://h/a//b/v1/ranking'],
    ['https://h/my-ranking', 'https://h/my-ranking/v1/ranking'],
    ['https://h/reranking', 'https://h/reranking/v1/ranking'],
    ['https://h/retrievals/x', 'https://h/retrievals/x/v1/ranking'],
    ['https://h/Ranking', 'https://h/Ranking/v1/ranking'],
    ['http://[::1]:8000/v1', 'http://[::1]:8000/v1/ranking'],
  ])('keeps what stands in front of NVIDIA’s part of the path: %s', (base, expected) => {
    expect(resolveUrl(base, 'ranking')).toBe(expected);
  });

  test.each([
    ['https://h?k=1', 'https://h/v1/ranking?k=1'],
    ['https://h/v1/?k=1', 'https://h/v1/ranking?k=1'],
    ['https://h/v1?k=a%2Fb&k=2#top', 'https://h/v1/ranking?k=a%2Fb&k=2'],
    ['https://h/v1/ranking/?k=1', 'https://h/v1/ranking?k=1'],
  ])('keeps a query string at the end: %s', (base, expected) => {
    expect(resolveUrl(base, 'ranking')).toBe(expected);
  });

  test.each([
    ['https://h/?next=/retrieval/x', 'https://h/v1/ranking?next=/retrieval/x'],
    ['https://h/?next=/ranking', 'https://h/v1/ranking?next=/ranking'],
    ['https://h/#/retrieval/x', 'https://h/v1/ranking'],
    ['https://retrieval/', 'https://retrieval/v1/ranking'],
    ['https://ranking', 'https://ranking/v1/ranking'],
  ])('looks for a full URL in the path alone: %s', (base, expected) => {
    expect(resolveUrl(base, 'ranking')).toBe(expected);
  });

  test.each([
    ['https://h/v1/ranking'],
    ['https://h/foo/ranking'],
    ['https://h/v1/retrieval/nvidia/m/reranking'],
    ['https://h/v1/retrieval/nvidia/reranking'],
    ['https://h/nim/v1/retrieval/nvidia/m/reranking?k=1'],
    ['https://h/retrieval/v9/anything'],
  ])('uses a full URL as it is with either endpoint: %s', (full) => {
    expect(resolveUrl(full, retrieval)).toBe(full);
    expect(resolveUrl(full, 'ranking')).toBe(full);
    expect(resolveUrl(full.replace(/(?=\?|$)/, '//'), retrieval)).toBe(full);
  });
});

describe('resolveUrl, for any prefix, ending and query string', () => {
  const segment = fc.stringMatching(/^[a-z0-9_%.~-]{1,8}$/).filter((text) => {
    const decoded = text.replace(/%2e/gi, '.');
    return !['ranking', 'retrieval', 'v1', '.', '..'].includes(decoded);
  });
  const prefix = fc.array(segment, { maxLength: 3 }).map((segments) => segments.map((text) => `/${text}`).join(''));
  const slashes = fc.integer({ min: 0, max: 4 }).map((count) => '/'.repeat(count));
  const query = fc.constantFrom('', '?k=1', '?next=/v1/ranking', '?a=/retrieval/&b=%2F');
  const route = fc.constantFrom(retrieval, 'ranking');

  test('gives one URL for a base with and without /v1, /v1/retrieval and slashes', () => {
    const ending = fc.constantFrom('', '/v1', '/v1/retrieval');
    fc.assert(
      fc.property(prefix, ending, slashes, query, route, (path, end, tail, search, to) => {
        const url = resolveUrl(`https://h${path}${end}${tail}${search}`, to);
        expect(url).toBe(resolveUrl(`https://h${path}${search}`, to));
        expect(url).toBe(`https://h${path}/v1/${to}${search}`);
      }),
    );
  });

  test('leaves its own result alone', () => {
    fc.assert(
      fc.property(prefix, slashes, query, route, route, (path, tail, search, to, again) => {
        const url = resolveUrl(`https://h${path}${tail}${search}`, to);
        expect(resolveUrl(url, again)).toBe(url);
      }),
    );
  });

  test('never leaves the origin', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, route, (path, search, hash, to) => {
        const base = `https://h/${path}?${search}#${hash}`;
        expect(new URL(resolveUrl(base, to)).origin).toBe('https://h');
        expect(new URL(statusUrl(base, 'id')).origin).toBe('https://h');
      }),
    );
  });
});

describe('statusUrl', () => {
  test.each([
    ['https://h', 'https://h/v1/status/id'],
    ['https://h/v1/', 'https://h/v1/status/id'],
    ['https://h/nim/v1/retrieval', 'https://h/nim/v1/status/id'],
    ['https://h/v1/ranking', 'https://h/v1/status/id'],
    ['https://h/foo/ranking', 'https://h/foo/v1/status/id'],
    ['https://h/v1/retrieval/nvidia/m/reranking', 'https://h/v1/status/id'],
    ['https://h/nim/v1/retrieval/nvidia/reranking?k=1', 'https://h/nim/v1/status/id?k=1'],
    ['https://h/retrieval/v1/retrieval/nvidia/m/reranking', 'https://h/retrieval/v1/status/id'],
  ])('stands beside the rerank route of %s', (base, expected) => {
    expect(statusUrl(base, 'id')).toBe(expected);
  });
});

describe('hosts', () => {
  test.each([
    ['https://ai.api.nvidia.com', true],
    ['https://AI.API.NVIDIA.COM/v1', true],
    ['https://ai.api.nvidia.com.', true],
    ['https://nvidia.com', true],
    ['https://integrate.api.nvidia.com/v1', true],
    ['https://evilnvidia.com', false],
    ['https://nvidia.com.example', false],
    ['https://example.com/nvidia.com', false],
    ['http://localhost:8000', false],
  ])('%s is NVIDIA’s own: %s', (url, own) => {
    expect(isNvidiaHost(url)).toBe(own);
  });

  test.each([
    ['https://integrate.api.nvidia.com/v1/', true],
    ['https://INTEGRATE.api.nvidia.com', true],
    ['https://integrate.api.nvidia.com.', true],
    ['https://ai.api.nvidia.com', false],
    ['https://integrate.api.nvidia.com.example', false],
    ['https://my-integrate.api.nvidia.com', false],
  ])('%s is the chat API’s: %s', (url, chat) => {
    expect(isChatHost(url)).toBe(chat);
  });
});
