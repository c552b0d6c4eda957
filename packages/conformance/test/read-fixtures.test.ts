import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { conformanceChecks, readFixtures } from '../src/index.ts';
import { acme, fixtures } from './support/acme.ts';
import { failuresOf } from './support/run-checks.ts';
import { writeFixtures } from './support/write-fixtures.ts';

const sorted = {
  ...fixtures,
  errors: fixtures.errors.toReversed().map((error) => ({
    ...error,
    expected: { messageExcludes: [], ...error.expected },
  })),
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  writeFixtures(folder, fixtures);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, value: unknown) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), typeof value === 'string' ? value : JSON.stringify(value));
};

describe('a folder of fixtures', () => {
  test('is read as what was written, by path and by URL', () => {
    expect(readFixtures(folder)).toEqual(sorted);
    expect(readFixtures(pathToFileURL(`${folder}/`))).toEqual(sorted);
    expect(readFixtures(pathToFileURL(folder).href)).toEqual(sorted);
  });

  test('may leave out what has a default, and the errors', () => {
    rmSync(join(folder, 'errors'), { recursive: true });
    write('basic/input.json', {
      input: { baseUrl: 'https://a.test', model: 'm', query: 'q', passages: [{ text: 'a' }] },
    });
    const { rankings, errors } = readFixtures(folder);
    expect(rankings[0]).toMatchObject({ source: '', input: { firstIndex: 0, options: {} } });
    expect(errors).toEqual([]);
  });

  test('passes over what is no fixture', () => {
    write('README.md', '# Fixtures');
    write('errors/README.md', '# Errors');
    expect(readFixtures(folder)).toEqual(sorted);
  });
});

describe('fixtures that cannot be used are named', () => {
  const input = { baseUrl: 'https://a.test', model: 'm', query: 'q', passages: [{ text: 'a' }] };
  const error = { source: 's', model: 'm', status: 500, expected: { code: 'unavailable', retryable: true } };
  const wrong: readonly (readonly [file: string, content: unknown, message: string])[] = [
    ['basic/input.json', '{"source":', 'basic/input.json is not JSON'],
    ['basic/input.json', [], 'basic/input.json is not right: it must be an object'],
    ['basic/input.json', { source: 's' }, 'input must be an object'],
    ['basic/input.json', { source: 1, input }, 'source must be a text'],
    ['basic/input.json', { endpoint: 1, input }, 'endpoint must be the name of an endpoint'],
    ['basic/input.json', { input: { ...input, baseUrl: undefined } }, 'input.baseUrl must be a URL'],
    ['basic/input.json', { input: { ...input, model: '' } }, 'input.model must be a model'],
    ['basic/input.json', { input: { ...input, query: 1 } }, 'input.query must be a text'],
    ['basic/input.json', { input: { ...input, passages: [] } }, 'input.passages must be a list'],
    ['basic/input.json', { input: { ...input, firstIndex: 'a' } }, 'input.firstIndex must be a number'],
    ['basic/input.json', { input: { ...input, topN: 'a' } }, 'input.topN must be a number'],
    ['errors/too-long.json', { ...error, model: 1 }, 'errors/too-long.json is not right: model must be a model'],
    ['errors/too-long.json', { ...error, endpoint: '' }, 'endpoint must be the name of an endpoint'],
    ['errors/too-long.json', { ...error, status: '500' }, 'status must be an HTTP status'],
    ['errors/too-long.json', { ...error, headers: 'a' }, 'headers must be an object'],
    ['errors/too-long.json', { ...error, expected: undefined }, 'expected must be an object'],
    ['errors/too-long.json', { ...error, expected: { retryable: true } }, 'expected.code must be'],
    ['errors/too-long.json', { ...error, expected: { code: 'timeout' } }, 'expected.retryable must be true or false'],
    [
      'errors/too-long.json',
      { ...error, expected: { code: 'timeout', retryable: true, retryAfterMs: -1 } },
      'expected.retryAfterMs must be a number of milliseconds',
    ],
    [
      'errors/too-long.json',
      { ...error, expected: { code: 'timeout', retryable: true, messageIncludes: 'a' } },
      'expected.messageIncludes must be a list of texts',
    ],
    [
      'errors/too-long.json',
      { ...error, expected: { code: 'timeout', retryable: true, messageExcludes: [1] } },
      'expected.messageExcludes must be a list of texts',
    ],
  ];

  test.each(wrong)('%s', (file, content, message) => {
    write(file, content);
    expect(() => readFixtures(folder)).toThrow(message);
  });

  test('with the file that is missing', () => {
    rmSync(join(folder, 'basic/result.json'));
    expect(() => readFixtures(folder)).toThrow('The fixture basic/result.json is missing.');
  });

  test('with the folder that is missing', () => {
    expect(() => readFixtures(join(folder, 'none'))).toThrow('There is no folder of fixtures at');
  });

  test('by a check that fails, while the others run', async () => {
    const checks = conformanceChecks(acme, { fixtures: join(folder, 'none') });
    const failures = await failuresOf(checks);
    expect(failures.map(({ check }) => check)).toEqual(['fixtures › they can be read']);
    expect(checks.length).toBeGreaterThan(5);
  });
});
