import { describe, expect, it } from 'vitest';
import { vllmUrl } from '../src/url.ts';

describe('the rerank route', () => {
  it.each([
    ['http://h', 'http://h/rerank'],
    ['http://h//', 'http://h/rerank'],
    ['http://h/v1/', 'http://h/v1/rerank'],
    ['http://h/v2', 'http://h/v2/rerank'],
    ['http://h/models/bge', 'http://h/models/bge/rerank'],
    ['http://h/rerank', 'http://h/rerank'],
    // LiteLLM cuts the /v1 out of it, which no gateway serves.
    ['https://gateway.example/bge/v1/rerank', 'https://gateway.example/bge/v1/rerank'],
    ['http://h/v1/score', 'http://h/v1/rerank'],
    ['http://h/score?key=/score#part', 'http://h/rerank?key=/score'],
  ])('of %s', (baseUrl, url) => {
    expect(vllmUrl(baseUrl, 'rerank')).toBe(url);
  });
});

describe('the score route', () => {
  it.each([
    ['http://h', 'http://h/score'],
    ['http://h/v1', 'http://h/v1/score'],
    ['http://h/v2/', 'http://h/score'],
    ['http://h/score/', 'http://h/score'],
    ['http://h/v1/score', 'http://h/v1/score'],
    ['http://h/rerank', 'http://h/score'],
    ['http://h/v1/rerank', 'http://h/v1/score'],
    ['http://h/v2/rerank', 'http://h/score'],
  ])('of %s', (baseUrl, url) => {
    expect(vllmUrl(baseUrl, 'score')).toBe(url);
  });
});
