import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { readYaml } from '../../src/config/yaml-file.ts';

const read = (text: string) => readYaml(text, 'config.yaml');

function failure(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The text was read without an error.');
}

describe('values', () => {
  it('gives plain data', () => {
    const text = 'a: 1\nb: [true, null, "x"]\nc: { d: 1.5 }\n1: one';
    expect(read(text).value).toEqual({ a: 1, b: [true, null, 'x'], c: { d: 1.5 }, '1': 'one' });
  });

  it('gives null for an empty file and for comments alone', () => {
    expect(read('').value).toBeNull();
    expect(read('# nothing\n').value).toBeNull();
  });

  it('follows aliases and merges mappings, in which the own keys and the first of several sources win', () => {
    const text = [
      'a: &a { x: 1, y: 1 }',
      'b: &b { y: 2, z: 2 }',
      'one: { <<: *a, x: 0 }',
      'two:',
      '  <<: [*b, *a]',
      'same: *a',
      'inline: { <<: { x: 5 } }',
      'none: { <<: , x: 1 }',
    ].join('\n');
    expect(read(text).value).toMatchObject({
      one: { x: 0, y: 1 },
      two: { x: 1, y: 2, z: 2 },
      same: { x: 1, y: 1 },
      inline: { x: 5 },
      none: { x: 1 },
    });
  });

  it('keeps a key named __proto__ an ordinary key', () => {
    const value = read('__proto__: { polluted: true }').value as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('polluted' in value).toBe(false);
  });

  it('does not mind a byte order mark and Windows line ends', () => {
    const yaml = read('\uFEFFa: 1\r\nb:\r\n  c: 2\r\n');
    expect(yaml.value).toEqual({ a: 1, b: { c: 2 } });
    expect(yaml.locate(['a'], 'value')).toEqual({ line: 1, column: 4 });
    expect(yaml.locate(['b', 'c'], 'key')).toEqual({ line: 3, column: 3 });
  });
});

describe('places', () => {
  const text = ['base: &base', '  model: x', 'list:', '  - name: a', '    <<: *base', '  - *base'].join('\n');

  it('are those of the key and of the value', () => {
    expect(read(text).locate(['list', 0, 'name'], 'key')).toEqual({ line: 4, column: 5 });
    expect(read(text).locate(['list', 0, 'name'], 'value')).toEqual({ line: 4, column: 11 });
  });

  it('are where a merged or aliased value is written', () => {
    expect(read(text).locate(['list', 0, 'model'], 'value')).toEqual({ line: 2, column: 10 });
    expect(read(text).locate(['list', 1, 'model'], 'value')).toEqual({ line: 2, column: 10 });
  });

  it('are those of the nearest ancestor where a path is not in the file', () => {
    expect(read(text).locate(['list', 0, 'missing', 'deep'], 'value')).toEqual({ line: 4, column: 5 });
    expect(read(text).locate(['missing'], 'value')).toEqual({ line: 1, column: 1 });
    expect(read('').locate(['missing'], 'value')).toEqual({ line: 1, column: 1 });
  });
});

describe('what is not YAML', () => {
  it.each([
    ['a: 1\na: 2', '2:1: this key stands twice in the same mapping'],
    ['a:\n\tb: 1', '2:1: indentation must be spaces, not tabs'],
    ['a: 1\n---\nb: 2', '2:1: a second document starts here ("---"); a configuration is one document'],
    ['a: b: c', '1:4: a key and its value cannot stand here; a text that holds ": " must be quoted'],
    ['a: "x', '1:6: something is missing here, such as a closing quote or bracket, a comma, or ":" after a key'],
    ['a: @x', '1:4: text that starts with this character must be quoted'],
    ['? [a]\n: 1', '1:3: expected text as key'],
    ['a: *x', '1:4: no anchor (&name) of this name stands before this alias'],
    ['a: &a [*a]', '1:8: this alias stands inside what it names'],
    ['a: &a { <<: *a }', '1:13: this alias stands inside what it names'],
    ['a: { <<: 5 }', '1:10: expected a mapping or aliases of mappings for "<<"'],
  ])('%j is refused with its place', (text, problem) => {
    expect(failure(text)).toBe(`config.yaml:${problem}`);
  });

  it('is told all at once, and never with the text of the file', () => {
    const message = failure('api_key: "sk-secret-1" sk-secret-2\nother: @sk-secret-3\n');
    expect(message).toContain('config.yaml:1:');
    expect(message).toContain('config.yaml:2:');
    expect(message).not.toContain('sk-secret');
  });

  it('refuses aliases that expand to more than fits any memory', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    expect(failure(['l0: &l0 [x]', ...levels].join('\n'))).toContain('the aliases expand to more');
    const merges = Array.from(
      { length: 12 },
      (_, i) => `m${i + 1}: &m${i + 1} { <<: [${Array(9).fill(`*m${i}`).join(', ')}] }`,
    );
    expect(failure(['m0: &m0 { x: 1 }', ...merges].join('\n'))).toContain('the aliases expand to more');
  });

  it('takes a tag that means nothing for a remark', () => {
    const yaml = read('a: !Ref x');
    expect(yaml.value).toEqual({ a: 'x' });
    expect(yaml.remarks).toEqual([{ line: 1, column: 4, message: 'this tag means nothing here and is ignored' }]);
  });

  it('ends with a ConfigError or with data, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a: -[]{}&*!|>\'"%@`#\n\t,?<~1\r\uFEFF') }), (text) => {
        try {
          const { value, locate } = read(text);
          expect(locate([], 'value').line).toBeGreaterThan(0);
          JSON.stringify(value);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
