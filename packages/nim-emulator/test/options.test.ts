import { expect, test } from 'vitest';
import { checkOptions, toFaces } from '../src/options.ts';

const bad = (options: object) => () => checkOptions(options);

test.each([
  [{ profile: 'nim-3' }, 'profile: Invalid option: expected one of "all"|"hosted"|"nim-1.8"|"nim-1.10"|"nim-2.3"'],
  [{ port: 65536 }, 'port: '],
  [{ port: '8000' }, 'port: '],
  [{ host: '' }, 'host: '],
  [{ apiKeys: [] }, 'apiKeys: '],
  [{ apiKeys: [''] }, 'apiKeys.0: '],
  [{ models: [] }, 'models: '],
  [{ models: [{ maxTokens: 5 }] }, 'models.0: '],
  [{ overrides: { wrongModelStatus: 200 } }, 'overrides.wrongModelStatus: '],
  [{ overrides: { wrongModelStaus: 404 } }, 'overrides: Unrecognized key: "wrongModelStaus"'],
  [{ clock: {} }, 'clock: expected an object with `now` and `schedule`'],
  [{ delay: 5 }, 'Unrecognized key: "delay"'],
])('refuses %j', (options, message) => {
  expect(bad(options)).toThrow(TypeError);
  expect(bad(options)).toThrow(`Bad emulator option: ${message}`);
});

test('tells all that is wrong at once, and no value', () => {
  expect(bad({ port: -1, apiKeys: ['nvapi-secret', 5], extra: 1 })).toThrow(/port.*apiKeys\.1.*extra/);
  expect(bad({ port: -1, apiKeys: ['nvapi-secret', 5] })).not.toThrow('nvapi-secret');
});

test('takes what the types allow', () => {
  expect(bad({})).not.toThrow();
  const clock = { now: () => 0, schedule: () => () => {} };
  const models = ['a', { id: 'b', hosted: { path: '/b', endOfLife: '2030-01-01T00:00:00+02:00', pulled: true } }];
  expect(bad({ profile: 'all', models, clock, control: false, overrides: { metadata: null } })).not.toThrow();
});

test('options come before the profile, and what is undefined does not', () => {
  const { container, hosted } = toFaces({ models: ['a'], overrides: { wrongModelStatus: 400 } });
  expect(container).toMatchObject({
    models: [{ id: 'a' }],
    settings: { wrongModelStatus: 400, overLengthStatus: 422 },
  });
  expect(hosted).toMatchObject({ models: [{ id: 'a' }], settings: { wrongModelStatus: 400, key: 'optional' } });
  const unset = { overrides: JSON.parse('{}') };
  unset.overrides.maxQueue = undefined;
  expect(toFaces(unset).container?.settings.maxQueue).toBe(1024);
});
