import { expect, test } from 'vitest';
import { malformedAnswer, readWarnings } from '../src/index.ts';

test.each([
  [{ meta: { warnings: ['slow', 7, null] } }, [{ code: 'other', message: 'slow' }]],
  [{ meta: { warnings: 'slow' } }, []],
  [{ meta: null }, []],
  [[], []],
  [undefined, []],
])('the warnings of %j are its texts', (answer, warnings) => {
  expect(readWarnings(answer)).toEqual(warnings);
});

test('an answer that is malformed says what it lacks', () => {
  expect(malformedAnswer('has no list "scores"')).toMatchObject({
    code: 'invalid_response',
    message: 'The upstream\'s answer has no list "scores".',
  });
});
