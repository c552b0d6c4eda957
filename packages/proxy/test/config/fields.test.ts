import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { baseUrl, count, flag, headerFields, nonNegative, positive, secret, text } from '../../src/config/fields.ts';

const parse = (schema: z.ZodType, value: unknown): unknown => {
  const { data, error } = schema.safeParse(value);
  return error === undefined ? data : error.issues.map(({ message }) => message);
};

describe('numbers', () => {
  it.each([0.5, '0.5', ' 30 ', '1e3'])('a positive one may be %j', (value) => {
    expect(parse(positive('seconds'), value)).toBe(Number(value));
  });

  it.each([0, -1, '0', '', ' ', 'abc', '1s', true, [], Number.POSITIVE_INFINITY, Number.NaN])(
    'a positive one may not be %j',
    (value) => {
      expect(parse(positive('seconds'), value)).toEqual(['expected seconds greater than 0']);
    },
  );

  it('may be 0 where that means something, and not less', () => {
    expect(parse(nonNegative('seconds'), '0')).toBe(0);
    expect(parse(nonNegative('seconds'), -1)).toEqual(['expected seconds, 0 or more']);
  });

  it('must be whole where they count', () => {
    expect(parse(count('retries'), '3')).toBe(3);
    expect(parse(count('retries'), 1.5)).toEqual(['expected retries, a whole number, 0 or more']);
    expect(parse(count('retries'), -1)).toEqual(['expected retries, a whole number, 0 or more']);
  });
});

describe('flags', () => {
  it.each([
    [true, true],
    ['true', true],
    ['Yes', true],
    ['on', true],
    ['1', true],
    [false, false],
    ['FALSE', false],
    ['no', false],
    ['off', false],
    ['0', false],
  ])('%j is %j, as YAML 1.1 and environment variables have it', (value, meaning) => {
    expect(parse(flag(), value)).toBe(meaning);
  });

  it.each(['maybe', 1, null, 'constructor'])('%j is none', (value) => {
    expect(parse(flag(), value)).toEqual(['expected true or false']);
  });
});

describe('text', () => {
  it('is not empty', () => {
    expect(parse(text('a name'), 'x')).toBe('x');
    expect(parse(text('a name'), '')).toEqual(['expected a name']);
    expect(parse(text('a name'), 5)).toEqual(['expected a name']);
  });

  it.each(['sk-1\n', ' sk-1', 'sk 1', 'schlüssel'])('as a key cannot be %j, which no header carries', (value) => {
    expect(parse(secret('a key'), value)).toEqual([
      'expected a key without spaces, line breaks and other than ASCII characters',
    ]);
  });

  it('as a key is neither empty nor a number', () => {
    expect(parse(secret('a key'), '')).toEqual(['expected a key, or no such line']);
    expect(parse(secret('a key'), 1234)).toEqual(['expected a key, as text in quotes']);
  });
});

describe('a base URL', () => {
  it.each(['https://nim.example.com', 'http://localhost:8000/v1/', 'HTTPS://h/v1?x=1'])('may be %s', (value) => {
    expect(parse(baseUrl('a base URL'), value)).toBe(value);
  });

  it.each(['nim.example.com', 'localhost:8000', '/v1', 'ftp://h', 'https://', 'https:h', 5])(
    'may not be %s',
    (value) => {
      expect(parse(baseUrl('a base URL'), value)).toEqual([
        'expected a base URL: an absolute http or https URL, such as https://nim.example.com',
      ]);
    },
  );

  it.each(['https://user:pw@h', 'https://user@h', 'https://:pw@h'])('holds no credentials, as %s does', (value) => {
    expect(parse(baseUrl('a base URL'), value)).toEqual([
      'expected a URL without user name and password; use headers for them',
    ]);
  });
});

describe('headers', () => {
  it('are text by name', () => {
    expect(parse(headerFields(), { 'x-team': 'search', X_1: '' })).toEqual({ 'x-team': 'search', X_1: '' });
  });

  it.each([[{ 'x team': 'a' }], [{ 'x:': 'a' }], [{ x: 'a\nb' }], [{ x: 5 }], ['x: a'], [['x']]])(
    '%j are refused',
    (value) => {
      expect(headerFields().safeParse(value).success).toBe(false);
    },
  );
});
