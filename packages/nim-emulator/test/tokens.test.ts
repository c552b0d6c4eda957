import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTokens, cutToTokens } from '../src/tokens.ts';

test('a word is a token for every six letters begun, any other visible character one of its own', () => {
  expect(countTokens('')).toBe(0);
  expect(countTokens(' \n\t ')).toBe(0);
  expect(countTokens('word')).toBe(1);
  expect(countTokens('bandwidth')).toBe(2);
  expect(countTokens('H100, 3 TB/s.')).toBe(7);
  expect(countTokens('東京')).toBe(2);
  expect(countTokens('😀')).toBe(1);
});

test('cuts a text to the longest beginning that has so many tokens', () => {
  expect(cutToTokens('one two three', 2)).toBe('one two ');
  expect(cutToTokens('one two three', 3)).toBe('one two three');
  expect(cutToTokens('bandwidth', 1)).toBe('bandwi');
  expect(cutToTokens('one', 0)).toBe('');
});

test('what is cut off is a beginning and never more than asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (text, tokens) => {
      const cut = cutToTokens(text, tokens);
      expect(text.startsWith(cut)).toBe(true);
      expect(countTokens(cut)).toBe(Math.min(countTokens(text), tokens));
    }),
  );
});
