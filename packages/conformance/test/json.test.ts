import { describe, expect, test } from 'vitest';
import { deepFrozen, difference, show, showPath, valueAt, withValueAt } from '../src/json.ts';
import { jsonLoss } from '../src/json-loss.ts';

describe('difference', () => {
  test.each([
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'at a[1].b there is 2 in place of 3'],
    [{ a: 1, b: 2 }, { a: 1 }, 'at b there is 2 in place of nothing'],
    [{}, { a: null }, 'at a there is nothing in place of null'],
    [[1], [1, 2], 'at [1] there is nothing in place of 2'],
    [[], {}, 'at the top level there is [] in place of {}'],
    [0, -0, 'at the top level there is 0 in place of 0'],
    ['x'.repeat(300), '', `at the top level there is "${'x'.repeat(199)}… in place of ""`],
  ])('of %j and %j', (actual, expected, words) => {
    expect(difference(actual, expected)).toBe(words);
  });

  test('is none between equal values, whatever the order of their members', () => {
    expect(difference({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBeUndefined();
  });
});

describe('jsonLoss', () => {
  test.each([
    [{ a: new Date(0) }, ['a'], 'a Date'],
    [{ a: [1, undefined] }, ['a', 1], 'undefined'],
    [[Number.NaN], [0], 'the number NaN'],
    [{ a: { b: 1n } }, ['a', 'b'], 'a bigint'],
    [{ a: () => 1 }, ['a'], 'a function'],
    [{ a: new Map() }, ['a'], 'a Map'],
  ])('finds what JSON does not hold', (value, path, what) => {
    expect(jsonLoss(value)).toEqual({ path, what });
  });

  test('takes what JSON holds, and members that are not there', () => {
    expect(jsonLoss({ a: [1, 'b', null, true, Object.create(null)], c: undefined })).toBeUndefined();
    expect(jsonLoss(undefined)).toBeUndefined();
  });
});

describe('paths', () => {
  test('lead to a value, or to nothing', () => {
    const value = { a: [{ b: 1 }] };
    expect(valueAt(value, ['a', 0, 'b'])).toBe(1);
    expect(valueAt(value, ['a', 1, 'b'])).toBeUndefined();
    expect(valueAt(value, ['toString'])).toBeUndefined();
    expect(showPath(['a', 0, 'b'])).toBe('a[0].b');
  });

  test('change a copy', () => {
    const value = deepFrozen({ a: [{ b: 1 }], c: 2 });
    expect(withValueAt(value, ['a', 0, 'b'], 3)).toEqual({ a: [{ b: 3 }], c: 2 });
    expect(value.a[0]?.b).toBe(1);
  });
});

test('what has no JSON is shown as text', () => {
  expect(show(Symbol('x'))).toBe('Symbol(x)');
});
