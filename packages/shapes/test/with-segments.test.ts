import { describe, expect, test } from 'vitest';
import { withSegments } from '../src/index.ts';

describe('withSegments', () => {
  test.each([
    ['https://h', []],
    ['https://h/', []],
    ['https://h//a//', ['a']],
    ['https://h/a//b', ['a', '', 'b']],
    ['https://h/a%2Fb/c?d=/e#/f', ['a%2Fb', 'c']],
  ])('hands out the segments of %s', (baseUrl, segments) => {
    withSegments(baseUrl, (given) => {
      expect(given).toEqual(segments);
      return given;
    });
  });

  test('puts the new path in front of the query string, and drops the fragment', () => {
    expect(withSegments('https://h:8080/a/?k=1#x', (segments) => [...segments, 'b'])).toBe('https://h:8080/a/b?k=1');
    expect(withSegments('https://h/a%2Fb', (segments) => segments)).toBe('https://h/a%2Fb');
    expect(withSegments('https://h/a', () => [])).toBe('https://h/');
  });
});
