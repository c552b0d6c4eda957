import { expect, it } from 'vitest';
import { optionNames, optionsSchema } from '../src/options.ts';

/** `path: message` of what is wrong. */
const problems = async (options: unknown): Promise<string[]> => {
  const { issues = [] } = await optionsSchema['~standard'].validate(options);
  return issues.map(({ path = [], message }) => `${path.join('.')}: ${message}`);
};

it.each([{}, { k1: 0 }, { k1: 10, b: 1 }, { b: 0 }, { k1: undefined, b: undefined }])('takes %j', async (options) => {
  expect(await optionsSchema['~standard'].validate(options)).toEqual({ value: options });
});

it.each([
  [{ k1: -0.1 }, 'k1: must be a number from 0 to 10'],
  [{ k1: 11 }, 'k1: must be a number from 0 to 10'],
  [{ b: 1.01 }, 'b: must be a number from 0 to 1'],
  [{ b: '0.5' }, 'b: must be a number from 0 to 1, not a string'],
  [{ b: null }, 'b: must be a number from 0 to 1, not null'],
  [{ k1: [1] }, 'k1: must be a number from 0 to 10, not an array'],
  [{ k1: {} }, 'k1: must be a number from 0 to 10, not an object'],
  [{ k1: Number.NaN }, 'k1: must be a number from 0 to 10, not NaN'],
  [{ k1: Number.POSITIVE_INFINITY }, 'k1: must be a number from 0 to 10, not Infinity'],
])('refuses %j and says what it expects', async (options, problem) => {
  expect(await problems(options)).toEqual([problem]);
});

it('refuses an option that it does not know', async () => {
  expect(await problems({ k: 1 })).toEqual([': Unrecognized key: "k"']);
});

it('names its options', () => {
  expect(optionNames).toEqual(['k1', 'b']);
});
