import { routeUrl } from '@openrerank/shapes';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wireShapes } from '../src/index.ts';
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

test.each([
  ['https://a.b/rerank/v1', 'https://a.b', 'rerank/v1/rerank'],
  ['https://a.b/rerank/v1/rerank', 'https://a.b', 'rerank/v1/rerank'],
  ['https://a.b/v2/v1/rerank', 'https://a.b', 'v2/v1/rerank'],
  ['https://a.b/rerank/rerank', 'https://a.b', 'rerank/rerank'],
  ['https://a.b/x/v1/v2', 'https://a.b/x', 'v1/v2/rerank'],
  ['https://a.b/rank/v1/rerank', 'https://a.b/rank', 'v1/rerank'],
])('%s has in its route whatever could be taken for a part of it', (url, base, route) => {
  expect(at(url)).toEqual([base, route]);
});

test('the base URL and the route lead to one address, which begins with what was given', () => {
  const segment = fc.constantFrom('v1', 'v2', 'v10x', 'rerank', 're-rank', 'rank', 'ranking', 'api', 'a%20b', '');
  const path = fc.array(segment, { maxLength: 6 });
  fc.assert(
    fc.property(path, fc.constantFrom(...wireShapes), (segments, shape) => {
      const given = ['https://a.b', ...segments].join('/');
      const { baseUrl, route } = locate({ id: 'acme', baseUrl: given, shape });
      expect(routeUrl(baseUrl, route)).toBe(`${baseUrl}/${route}`);
      expect(`${baseUrl}/${route}/`).toContain(`${['https://a.b', ...segments.filter(Boolean)].join('/')}/`);
    }),
    { numRuns: 2000 },
  );
});
