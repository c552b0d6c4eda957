import { expect, test } from 'vitest';
import { locate } from '../src/location.ts';

const at = (baseUrl: string, shape: 'cohere' | 'tei' | 'custom' = 'cohere') => {
  const { baseUrl: base, route } = locate({ id: 'acme', baseUrl, shape });
  return [base, route];
};

test('a host, or a path in front of the API, gets the route that is usual for the shape', () => {
  expect(at('https://API.acme.example')).toEqual(['https://api.acme.example', 'v1/rerank']);
  expect(at('https://h/gateway//', 'custom')).toEqual(['https://h/gateway', 'v1/rerank']);
  expect(at('http://localhost:8080/', 'tei')).toEqual(['http://localhost:8080', 'rerank']);
});

test('a version at the end belongs to the route', () => {
  expect(at('https://h/v2')).toEqual(['https://h', 'v2/rerank']);
  expect(at('https://h/api/v2/', 'tei')).toEqual(['https://h/api', 'v2/rerank']);
  expect(at('https://h/v2/api')).toEqual(['https://h/v2/api', 'v1/rerank']);
});

test('the route itself at the end is used as it is', () => {
  expect(at('https://h/v2/rerank')).toEqual(['https://h', 'v2/rerank']);
  expect(at('https://h/rerank')).toEqual(['https://h', 'rerank']);
  expect(at('https://h/api/v1/ranking', 'custom')).toEqual(['https://h/api', 'v1/ranking']);
});
