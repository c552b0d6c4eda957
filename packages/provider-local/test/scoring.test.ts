import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaults, scoring } from '../src/scoring.ts';
import { SLICE_LENGTH } from '../src/tokens.ts';

/** The work of a call, as its steps tell it. */
const workOf = (query: string, documents: readonly string[]): number[] => [...scoring(query, documents, defaults)];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

it('reads each character of the query and of each document once', () => {
  fc.assert(
    fc.property(fc.array(fc.lorem({ maxCount: 400 })), (documents) => {
      const read = sum(documents.map(({ length }) => length));
      expect(sum(workOf('zzz', documents))).toBe(3 + read);
    }),
  );
});

it('scores a term of a document once', () => {
  const documents = Array.from({ length: 300 }, () => 'gpu memory');
  expect(sum(workOf('gpu memory', documents))).toBe(10 + 300 * (10 + 2));
});

it.each([
  ['one word', 'a'],
  ['words', 'some words '],
  ['Chinese without a space', '東京'],
  ['accents on top of each other', '\u0301\u0323'],
  ['halves of surrogate pairs', '\ud800'],
])('never reads more than a slice in one step of much text of %s', (_, unit) => {
  const long = unit.repeat(2 ** 18 / unit.length);
  const steps = workOf(long.slice(0, 10_000), [long]);
  expect(Math.max(...steps)).toBeLessThanOrEqual(SLICE_LENGTH);
});
