import { describe, expect, test } from 'vitest';
import { findItems, itemText, scoreOf } from '../src/items.ts';

const texts = [itemText(4), itemText(0), itemText(4)];
const items = (body: unknown) => findItems(body).map(({ item }) => item);

describe('the documents are found in', () => {
  test.each([
    ['a list of texts', { query: 'q', documents: texts }],
    ['a list of objects', { passages: texts.map((text) => ({ id: 'x', text })) }],
    ['a list of objects that hold each text twice', { records: texts.map((text) => ({ title: text, content: text })) }],
    ['pairs with the query', { pairs: texts.map((text) => ['q', text]) }],
    ['a list that is deep inside', { a: [{ b: 'c' }], d: { sources: texts.map((text) => ({ inline: { text } })) } }],
    ['texts with something around them', { inputs: texts.map((text) => `<doc>${text}</doc>`) }],
    ['a body that is the list', texts],
  ])('%s', (_, body) => {
    expect(items(body)).toEqual([4, 0, 4]);
  });

  test('a body with one document, in a list or not', () => {
    expect(items({ query: ['q'], documents: [itemText(3)] })).toEqual([3]);
    expect(items({ text_1: 'q', text_2: itemText(3) })).toEqual([3]);
  });

  test('no body without them', () => {
    expect(items({ query: 'q', documents: ['a'] })).toEqual([]);
    expect(items(undefined)).toEqual([]);
  });
});

test('no two items have the same score', () => {
  const scores = Array.from({ length: 20_001 }, (_, item) => scoreOf(item));
  expect(new Set(scores).size).toBe(20_001);
  expect(Math.min(...scores)).toBeGreaterThan(0);
  expect(Math.max(...scores)).toBeLessThan(1);
});
