import { expect, it } from 'vitest';
import { isStopWord, toTerm } from '../src/terms.ts';

it.each([
  ['ranking', 'ranks'],
  ['deliver', 'delivering'],
  ['relational', 'relate'],
])('takes %s and %s for one term', (one, other) => {
  expect(toTerm(one)).toBe(toTerm(other));
});

it.each(['h100s', 'b200ing', 'été', 'gás', 'λόγος', '東京', 'as'])(
  'leaves %s as it is: it is no English word',
  (word) => {
    expect(toTerm(word)).toBe(word);
  },
);

it('does not run the stemmer on what is too long for a word', () => {
  const long = `${'a'.repeat(100)}ing`;
  expect(toTerm(long)).toBe(long);
});

it.each(['the', 'what', 'does', 'when'])('knows %s for a stop word', (word) => {
  expect(isStopWord(word)).toBe(true);
});

it.each(['gpu', '', '__proto__', 'constructor', 'die'])('takes %j for no stop word', (word) => {
  expect(isStopWord(word)).toBe(false);
});
