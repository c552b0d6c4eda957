import { expect, test } from 'vitest';
import { readFaults } from '../src/read-faults.ts';

test('reads one fault or a list', () => {
  expect(readFaults({ status: 500 }, false)).toEqual([{ status: 500 }]);
  expect(readFaults([{ status: 500 }, { connection: 'drop', times: 'always' }], false)).toHaveLength(2);
  expect(readFaults([], false)).toEqual([]);
});

test.each([
  [{}, 'Nothing would happen: give `delayMs`, `status`, `answer`, `pending` or `connection`.'],
  [{ times: 2 }, 'Nothing would happen'],
  [{ status: 99 }, 'status: '],
  [{ stauts: 500 }, 'Unrecognized key: "stauts"'],
  [{ status: 500, answer: 'null_logit' }, '`status` and `answer` exclude each other.'],
  [{ delayMs: 1, body: 'x' }, '`body`, `headers` and `retryAfter` need a `status`.'],
  [{ delayMs: 1, retryAfter: 1 }, '`body`, `headers` and `retryAfter` need a `status`.'],
  [{ answer: 'null_logit', bytes: 5 }, '`bytes` needs `answer: "huge_body"`.'],
  [{ pending: { polls: 1 }, on: 'models' }, '`answer` and `pending` are for rankings only.'],
  [{ answer: 'unsorted', on: 'any' }, '`answer` and `pending` are for rankings only.'],
  [{ answer: 'wrong' }, 'answer: '],
  [{ delayMs: -1 }, 'delayMs: '],
  [{ times: 0 }, 'times: '],
  [{ status: 500, headers: { 'a b': 'c' } }, 'headers.a b: '],
  [{ status: 500, headers: { a: 'b\r\nc: d' } }, 'headers.a: no value of a header'],
  [{ status: 500, retryAfter: '\n' }, 'retryAfter: '],
  ['drop', 'Invalid input'],
])('refuses %j', (fault, message) => {
  expect(() => readFaults(fault, true)).toThrow(TypeError);
  expect(() => readFaults(fault, true)).toThrow(message);
});

test('says which of a list is wrong', () => {
  expect(() => readFaults([{ status: 500 }, { status: 1 }], true)).toThrow(/^Bad fault: 1\.status: /);
});

test('refuses a 202 where nothing is hosted', () => {
  expect(() => readFaults({ pending: { polls: 1 } }, false)).toThrow('a container never answers 202');
});
