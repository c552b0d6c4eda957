import { describe, expect, it } from 'vitest';
import { ConfigError, formatPath } from '../../src/config/config-error.ts';

describe('the message', () => {
  it('is one line for one problem, in the form that editors link', () => {
    const error = new ConfigError([{ file: 'c.yaml', line: 3, column: 5, path: 'a[0].b', message: 'wrong' }]);
    expect(error.message).toBe('c.yaml:3:5: a[0].b: wrong');
    expect(error.name).toBe('ConfigError');
  });

  it('counts several, and says no line where the file itself is the problem', () => {
    const error = new ConfigError([
      { file: 'c.yaml', path: '', message: 'one' },
      { file: 'c.yaml', line: 1, column: 2, path: '', message: 'two' },
    ]);
    expect(error.message).toBe('The configuration has 2 problems:\nc.yaml: one\nc.yaml:1:2: two');
    expect(error.warnings).toEqual([]);
  });
});

describe('a path', () => {
  it.each([
    [[], ''],
    [['model_list', 0, 'litellm_params', 'model'], 'model_list[0].litellm_params.model'],
    [['fallbacks', 0, 'local/bm25'], 'fallbacks[0].local/bm25'],
    [['fallbacks', 0, 'my model'], 'fallbacks[0]."my model"'],
  ])('%j reads %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
