import { describe, expect, it } from 'vitest';
import { rerankUrl } from '../src/url.ts';

describe('rerankUrl', () => {
  it.each([
    ['http://h', 'http://h/v2/rerank'],
    ['http://h/', 'http://h/v2/rerank'],
    ['http://h//', 'http://h/v2/rerank'],
    ['http://h/v1', 'http://h/v1/rerank'],
    ['http://h/cohere/v2//', 'http://h/cohere/v2/rerank'],
    ['http://h/prefix', 'http://h/prefix/v2/rerank'],
    ['http://h/rerank', 'http://h/rerank'],
    ['http://h/v1/rerank/?key=/v1#part', 'http://h/v1/rerank?key=/v1'],
    ['http://h?key=rerank', 'http://h/v2/rerank?key=rerank'],
  ])('finds the route of %s', (baseUrl, url) => {
    expect(rerankUrl(baseUrl)).toBe(url);
  });
});
