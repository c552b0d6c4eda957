import { expect, test } from 'vitest';
import { readField } from '../src/index.ts';

test('reads a member of an object', () => {
  expect(readField({ a: 1 }, 'a')).toBe(1);
});

test.each([null, undefined, 'text', 12, {}, []])('finds nothing in %j', (value) => {
  expect(readField(value, 'a')).toBeUndefined();
});

test('does not read what every object inherits', () => {
  expect(readField({}, 'constructor')).toBeUndefined();
  expect(readField({}, 'toString')).toBeUndefined();
});
