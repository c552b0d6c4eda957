import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routeUrl } from '../src/index.ts';

describe('routeUrl', () => {
  test.each([
    ['https://h', 'v1/rerank', 'https://h/v1/rerank'],
    ['https://h/', 'v1/rerank', 'https://h/v1/rerank'],
    ['https://h//', 'v1/rerank', 'https://h/v1/rerank'],
    ['https://h/v1', 'v1/rerank', 'https://h/v1/rerank'],
    ['https://h/v1//', 'v1/rerank', 'https://h/v1/rerank'],
    ['https://h/v1/rerank', 'v1/rerank', 'https://h/v1/rerank'],
    ['https://h/prefix', 'v1/rerank', 'https://h/prefix/v1/rerank'],
    ['https://h/prefix/v1', 'v1/rerank', 'https://h/prefix/v1/rerank'],
    ['https://h/inference', 'inference/v1/rerank', 'https://h/inference/v1/rerank'],
    ['https://h/prefix/v1', 'inference/v1/rerank', 'https://h/prefix/v1/rerank'],
    ['https://h/v1/models', 'v1/models/rerank', 'https://h/v1/models/rerank'],
    ['https://h/v10x', 'v1/rerank', 'https://h/v10x/v1/rerank'],
    ['https://h/a%2Fb/v1', 'v1/rerank', 'https://h/a%2Fb/v1/rerank'],
    ['https://h:8080/v1?key=/v1/rerank&x=1#part', 'v1/rerank', 'https://h:8080/v1/rerank?key=/v1/rerank&x=1'],
    ['https://h?k=1', 'v1/rerank', 'https://h/v1/rerank?k=1'],
  ])('leads from %s to %s', (baseUrl, route, url) => {
    expect(routeUrl(baseUrl, route)).toBe(url);
  });

  test('makes the version at the end the one of the route', () => {
    expect(routeUrl('https://h/v1', 'v2/rerank')).toBe('https://h/v2/rerank');
    expect(routeUrl('https://h/cohere/v2/', 'v1/rerank')).toBe('https://h/cohere/v1/rerank');
  });

  test('leaves a full URL as it is, whatever stands in front of the route', () => {
    for (const url of ['https://h/v1/rerank', 'https://h/rerank', 'https://h/own/path/rerank?k=1']) {
      expect(routeUrl(url, 'v2/rerank')).toBe(url);
      expect(routeUrl(url.replace(/(?=\?|$)/, '/'), 'v2/rerank')).toBe(url);
    }
  });

  const segment = fc.stringMatching(/^[a-z0-9_%.~-]{1,8}$/);
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => segments.map((text) => `/${text}`).join(''));
  const route = fc.constantFrom('v1/rerank', 'v2/rerank', 'inference/v1/rerank', 'v1/models/rerank', 'v1/reranking');

  test('leaves its own result alone, and never the origin', () => {
    const search = fc.constantFrom('', '?k=1', '?next=/v1/rerank', '#v1');
    fc.assert(
      fc.property(path, search, route, (prefix, rest, to) => {
        const url = routeUrl(`https://h${prefix}${rest}`, to);
        expect(routeUrl(url, to)).toBe(url);
        expect(new URL(url).origin).toBe('https://h');
        expect(new URL(url).pathname.endsWith(`/${to.split('/').at(-1)}`)).toBe(true);
      }),
    );
  });
});
