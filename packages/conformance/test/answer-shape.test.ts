import { describe, expect, test } from 'vitest';
import { type AnswerShape, asRanking, readRanking } from '../src/answer-shape.ts';

const shape: AnswerShape = {
  list: ['records'],
  index: { path: ['id'], text: { before: 'doc-', after: '.txt' }, first: 1 },
  score: ['score'],
};

describe('the ranking in an answer', () => {
  test('is read where everything is as it should be', () => {
    expect(readRanking({ records: [{ id: 'doc-3.txt', score: 0.5 }] }, shape)).toEqual([
      { index: 2, relevanceScore: 0.5 },
    ]);
  });

  test.each([
    ['no list', { records: { 0: { id: 'doc-1.txt', score: 1 } } }],
    ['nothing', null],
    ['an index that is a number', { records: [{ id: 1, score: 1 }] }],
    ['an index with something else before it', { records: [{ id: 'x-1.txt', score: 1 }] }],
    ['an index with something else behind it', { records: [{ id: 'doc-1.md', score: 1 }] }],
    ['an index that is not written as numbers are', { records: [{ id: 'doc-01.txt', score: 1 }] }],
    ['an index of no digits', { records: [{ id: 'doc-.txt', score: 1 }] }],
    ['a score in a text', { records: [{ id: 'doc-1.txt', score: '1' }] }],
    ['no score', { records: [{ id: 'doc-1.txt' }] }],
  ])('is not read from %s', (_, answer) => {
    expect(readRanking(answer, shape)).toBeUndefined();
  });
});

test('what parseResponse is said to have read may be no ranking', () => {
  expect(asRanking({ ranking: [{ index: 0, relevanceScore: 1 }] })).toHaveLength(1);
  for (const result of [null, [], { ranking: {} }, { ranking: [null] }, { ranking: [{ index: 0 }] }]) {
    expect(asRanking(result)).toBeUndefined();
  }
});
