import { describe, expect, it } from 'vitest';
import { nearest, quote } from '../src/nearest.ts';

const known = ['top_n', 'truncate', 'documents', 'x'.repeat(100)];

describe('nearest', () => {
  it.each([
    ['topn', 'top_n'],
    ['documets', 'documents'],
    ['trunacte', 'truncate'],
    ['colour', undefined],
    ['to', undefined],
    ['x'.repeat(99), undefined],
  ])('of %s is %s', (name, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  it('is nothing where nothing is known', () => {
    expect(nearest('topn', [])).toBeUndefined();
  });
});

describe('quote', () => {
  it('shortens and escapes', () => {
    expect(quote('a"b')).toBe('"a\\"b"');
    expect(quote('x'.repeat(100))).toBe(`"${'x'.repeat(64)}…"`);
  });
});
