import { describe, expect, it } from 'vitest';
import { inferenceUrl } from '../src/url.ts';

describe('inferenceUrl', () => {
  it.each([
    ['https://es:9200', 'https://es:9200/_inference/rerank/my-id'],
    ['https://es:9200//', 'https://es:9200/_inference/rerank/my-id'],
    ['https://gw/es/', 'https://gw/es/_inference/rerank/my-id'],
    ['https://gw/es/_inference', 'https://gw/es/_inference/rerank/my-id'],
    ['https://gw/_inference/rerank/', 'https://gw/_inference/rerank/my-id'],
    ['https://gw/_inference/rerank/other?a=b#c', 'https://gw/_inference/rerank/my-id?a=b'],
  ])('finds the route of %s', (baseUrl, url) => {
    expect(inferenceUrl(baseUrl, 'my-id', {})).toBe(url);
  });

  it('puts the timeout into the query string, in place of one that is there', () => {
    expect(inferenceUrl('https://es?timeout=1s&a=b', 'x', { inference_timeout: '45s' })).toBe(
      'https://es/_inference/rerank/x?timeout=45s&a=b',
    );
  });

  it('keeps an id in one segment', () => {
    expect(inferenceUrl('https://es', 'a/_stream?b', {})).toBe('https://es/_inference/rerank/a%2F_stream%3Fb');
    expect(() => inferenceUrl('https://es', '..', {})).toThrow(/".." segment/);
  });
});
