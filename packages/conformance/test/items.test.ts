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
    ['a list that begins with the query', { texts: ['q', ...texts] }],
    ['a list that ends with the query', { inputs: [...texts.map((text) => ({ text })), { text: 'q' }] }],
    ['one text', { prompt: `Rank these:\n${texts.map((text, place) => `[${place}] ${text}`).join('\n')}` }],
    ['a message', { messages: [{ role: 'user', content: texts.join(' ') }] }],
    [
      'two messages',
      { messages: [{ content: 'Rank.' }, { content: texts.slice(0, 2).join() }, { content: texts[2] }] },
    ],
    [
      'a message each, between others',
      { messages: texts.flatMap((text) => [{ content: text }, { content: 'Go on.' }]) },
    ],
    ['members of their own', { text_1: 'q', text_2: texts[0], text_3: texts[1], text_4: texts[2] }],
  ])('%s', (_, body) => {
    expect(items(body)).toEqual([4, 0, 4]);
  });

  test('a body with one document, in a list or not', () => {
    expect(items({ query: ['q'], documents: [itemText(3)] })).toEqual([3]);
    expect(items({ text_1: 'q', text_2: itemText(3) })).toEqual([3]);
    expect(items({ title: itemText(3), content: itemText(3) })).toEqual([3]);
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
