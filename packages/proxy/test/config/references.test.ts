import { describe, expect, it } from 'vitest';
import { createFindings } from '../../src/config/findings.ts';
import { createReferences, extendEnvironment } from '../../src/config/references.ts';

const resolve = (value: unknown, env: Record<string, string | undefined> = {}) => {
  const findings = createFindings();
  const references = createReferences(env);
  return { value: references.resolve(value, ['top'], findings), problems: findings.problems, references };
};

describe('a reference', () => {
  it('is looked up wherever it stands', () => {
    const { value } = resolve({ a: 'os.environ/A', list: ['x', { b: 'os.environ/B' }] }, { A: '1', B: '2' });
    expect(value).toEqual({ a: '1', list: ['x', { b: '2' }] });
  });

  it('must be the whole value', () => {
    expect(resolve('Bearer os.environ/A', { A: '1' }).value).toBe('Bearer os.environ/A');
  });

  it('tells the variable that a value came from', () => {
    const { references } = resolve({ a: 'os.environ/A' }, { A: '1' });
    expect(references.variableAt(['top', 'a'])).toBe('A');
    expect(references.variableAt(['top', 'b'])).toBeUndefined();
  });

  it.each([
    ['os.environ/NOT_SET', 'the environment variable NOT_SET is not set'],
    ['os.environ/EMPTY', 'the environment variable EMPTY is empty'],
    ['os.environ/NESTED', 'the environment variable NESTED holds a reference itself; expected a value'],
    ['os.environ/', 'expected the name of an environment variable after "os.environ/"'],
  ])('%s is a problem with its place', (reference, message) => {
    const { value, problems } = resolve({ a: [reference] }, { EMPTY: '', NESTED: 'os.environ/EMPTY' });
    expect(problems).toEqual([{ path: ['top', 'a', 0], message, at: 'value' }]);
    expect(value).toEqual({ a: [reference] });
  });
});

it('leaves out empty entries of mappings, and keeps those of lists', () => {
  expect(resolve({ a: null, b: { c: null }, d: [null] }).value).toEqual({ b: {}, d: [null] });
});

it('prefers what is really set to what the file sets', () => {
  expect(extendEnvironment({ A: 'real', B: undefined }, { A: 'file', B: 'file' })).toEqual({ A: 'real', B: 'file' });
});
