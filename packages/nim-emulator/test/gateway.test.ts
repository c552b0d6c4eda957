import { expect, test } from 'vitest';
import { checkEndOfLife, checkKey, checkPulled, deprecation, readPollMs } from '../src/gateway.ts';
import { toModel } from '../src/models.ts';
import { profiles } from '../src/profiles.ts';

const strict = profiles.hosted.hosted?.settings;
const lax = profiles.all.hosted?.settings;
if (strict === undefined || lax === undefined) throw new Error('both have a hosted side');

test('a model is gone from its date on, and announces it before', () => {
  const model = toModel({ id: 'a', hosted: { path: '/a', endOfLife: '2030-01-01T00:00:00Z' } });
  const date = Date.UTC(2030, 0, 1);
  expect(checkEndOfLife(model, strict, date - 1)).toBeUndefined();
  expect(checkEndOfLife(model, strict, date)?.status).toBe(410);
  expect(deprecation(model, strict)).toEqual({ deprecation: '2030-01-01T00:00:00Z' });
  expect(checkEndOfLife(model, lax, date)).toBeUndefined();
  expect(deprecation(model, lax)).toEqual({});
  expect(deprecation(undefined, strict)).toEqual({});
});

test('a pulled model is not found, unless the end of life is ignored', () => {
  const model = toModel({ id: 'a', hosted: { path: '/a', pulled: true } });
  expect(checkPulled(model, strict)?.status).toBe(404);
  expect(checkPulled(model, lax)).toBeUndefined();
  expect(checkPulled(undefined, strict)).toBeUndefined();
});

test.each([
  [undefined, undefined, 'Header of type `authorization` was missing'],
  ['Bearer', undefined, 'Unauthorized access'],
  ['Bearer ', undefined, 'Unauthorized access'],
  ['Basic abc', undefined, 'Unauthorized access'],
  ['nvapi-1', undefined, 'Unauthorized access'],
  ['Bearer nvapi-1', undefined, undefined],
  ['bearer nvapi-1', ['nvapi-1'], undefined],
  ['Bearer nvapi-2', ['nvapi-1'], '{"status":401,"title":"Unauthorized","detail":"Authentication failed"}'],
])('authorization %j with keys %j is refused by %j', (header, keys, body) => {
  expect(checkKey(header, strict, keys)?.body).toBe(body);
});

test('an optional key may be missing, but not once keys are named', () => {
  expect(checkKey(undefined, lax, undefined)).toBeUndefined();
  expect(checkKey(undefined, lax, ['nvapi-1'])?.status).toBe(401);
  expect(checkKey('Bearer any', lax, undefined)).toBeUndefined();
});

test.each([
  [undefined, 300_000],
  ['', 300_000],
  ['0', 1000],
  ['1', 1000],
  ['+5', 5000],
  ['3600', 3_600_000],
])('NVCF-POLL-SECONDS %j holds a request for %i ms', (header, ms) => expect(readPollMs(header)).toBe(ms));

test.each(['3601', '-1', '1.5', 'soon', ' 5', '1e3'])('NVCF-POLL-SECONDS %j is 400', (header) => {
  expect(readPollMs(header)).toMatchObject({ status: 400 });
});
