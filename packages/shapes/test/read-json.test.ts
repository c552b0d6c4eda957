import { expect, it } from 'vitest';
import { readJson } from '../src/index.ts';

it('reads JSON, and nothing in what is none', () => {
  expect(readJson('{"a":[1]}')).toEqual({ a: [1] });
  expect(readJson('<html>')).toBeUndefined();
  expect(readJson('')).toBeUndefined();
});
