import { expect, it } from 'vitest';
import { rerankUrl } from '../src/url.ts';

it.each([
  ['http://h', 'http://h/rerank'],
  ['http://h/', 'http://h/rerank'],
  ['http://h//', 'http://h/rerank'],
  ['http://h/v1', 'http://h/rerank'],
  ['http://h/v1/', 'http://h/rerank'],
  ['http://h/tei', 'http://h/tei/rerank'],
  ['http://h/tei/v1', 'http://h/tei/rerank'],
  ['http://h/rerank', 'http://h/rerank'],
  ['http://h/v1/rerank/', 'http://h/v1/rerank'],
  ['http://h/tei?team=/rerank#part', 'http://h/tei/rerank?team=/rerank'],
])('finds the route of %s', (baseUrl, url) => {
  expect(rerankUrl(baseUrl)).toBe(url);
});
