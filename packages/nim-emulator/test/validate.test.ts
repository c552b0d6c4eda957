import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toModel } from '../src/models.ts';
import { type ProfileName, type ProfileSettings, profiles } from '../src/profiles.ts';
import { isRefusal, validateRanking } from '../src/validate.ts';

const png = `data:image/png;base64,${Buffer.from([0x89, 0x50, 0x4e, 0x47]).toString('base64')}`;
const models = [toModel('some/text-model'), toModel({ id: 'some/vl-model', images: true, aliases: ['vl'] })];
const good = { model: 'some/text-model', query: { text: 'q' }, passages: [{ text: 'a' }] };

function check(body: unknown, name: ProfileName = 'nim-2.3', overrides: Partial<ProfileSettings> = {}) {
  const { container, hosted } = profiles[name];
  const profile = container ?? hosted;
  if (profile === undefined) throw new Error('a profile has a side');
  return validateRanking(body, models, { ...profile.settings, ...overrides });
}

const message = (...args: Parameters<typeof check>) => {
  const result = check(...args);
  return isRefusal(result) ? result.message : 'accepted';
};

const withImage = (passage: object) => ({ ...good, model: 'some/vl-model', passages: [passage] });

test('takes what the schema has, with the profile’s default for truncate', () => {
  expect(check(good)).toMatchObject({ query: 'q', passages: [{ text: 'a' }], truncate: 'NONE' });
  expect(check({ ...good, truncate: 'END' })).toMatchObject({ truncate: 'END' });
  const perModel = { 'some/text-model': { truncate: 'END' as const } };
  expect(check(good, 'nim-2.3', { perModel })).toMatchObject({ truncate: 'END' });
});

test('takes a model by its alias', () => {
  expect(check({ ...good, model: 'vl' })).toMatchObject({ model: { id: 'some/vl-model' } });
});

describe('2.x', () => {
  test.each([
    [[], 'body: invalid type, expected an object'],
    [null, 'body: invalid type, expected an object'],
    [{ ...good, model: undefined }, 'model: missing field'],
    [{ ...good, model: 1 }, 'model: invalid type, expected a string'],
    [{ ...good, model: '' }, 'model: must not be empty'],
    [{ ...good, model: 'b' }, 'model: not served here, expected one of some/text-model, some/vl-model'],
    [{ ...good, model: 'b', top_n: 1 }, 'top_n: unknown field, expected one of model, query, passages, truncate'],
    [{ ...good, top_k: null }, 'top_k: unknown field, expected one of model, query, passages, truncate'],
    [{ ...good, query: undefined }, 'query: missing field'],
    [{ ...good, query: 'q' }, 'query: invalid type, expected an object'],
    [{ ...good, query: { text: 'q', lang: 'en' } }, 'query.lang: unknown field, expected one of text'],
    [{ ...good, query: {} }, 'query.text: missing field'],
    [{ ...good, query: { text: '' } }, 'query.text: must not be empty'],
    [{ ...good, query: { text: 'a'.repeat(14_598_367) } }, 'query.text: must not be longer than 14598366'],
    [{ ...good, passages: undefined }, 'passages: missing field'],
    [{ ...good, passages: {} }, 'passages: invalid type, expected an array'],
    [{ ...good, passages: [] }, 'passages: must not be empty'],
    [{ ...good, passages: Array(513).fill({ text: 'a' }) }, 'passages: must not be longer than 512'],
    [{ ...good, passages: ['a'] }, 'passages[0]: invalid type, expected an object'],
    [{ ...good, passages: [{ text: 'a' }, {}] }, 'passages[1].text: missing field'],
    [{ ...good, passages: [{ text: 7 }] }, 'passages[0].text: invalid type, expected a string'],
    [{ ...good, passages: [{ text: '' }] }, 'passages[0].text: must not be empty'],
    [{ ...good, passages: [{ text: 'a', id: 1 }] }, 'passages[0].id: unknown field, expected one of text'],
    [{ ...good, passages: [{ text: 'a', image: png }] }, 'passages[0].image: unknown field, expected one of text'],
    [withImage({ image: png }), 'accepted'],
    [withImage({ image: png, text: 'a' }), 'accepted'],
    [withImage({ text: 'a' }), 'accepted'],
    [withImage({}), 'passages[0].text: missing field'],
    [withImage({ image: 1 }), 'passages[0].image: invalid type, expected a string'],
    [withImage({ image: png, text: '' }), 'passages[0].text: must not be empty'],
    [withImage({ image: png, text: 1 }), 'passages[0].text: invalid type, expected a string'],
    [
      withImage({ image: 'https://a.b/c.png' }),
      'passages[0].image: expected a base64 data URL such as data:image/png;base64,…',
    ],
    [{ ...good, truncate: 'START' }, 'truncate: unknown variant, expected one of NONE, END'],
    [{ ...good, truncate: null }, 'truncate: unknown variant, expected one of NONE, END'],
  ])('answers %#: %2$s', (body, expected) => expect(message(body)).toBe(expected));
});

describe('1.x', () => {
  test('ignores fields that it does not have, images among them', () => {
    const body = { ...good, top_n: 1, query: { text: 'q', lang: 'en' }, passages: [{ text: 'a', image: 'x' }] };
    expect(check(body, 'nim-1.8')).toMatchObject({ passages: [{ text: 'a' }] });
    expect(check(body, 'nim-1.8')).not.toHaveProperty('passages.0.image');
  });

  test.each([
    [{ ...good, query: undefined }, 'query: Field required'],
    [{ ...good, query: { text: 1 } }, 'query.text: Input should be a string'],
    [{ ...good, passages: [] }, 'passages: Should have at least 1 item or character'],
    [{ ...good, passages: Array(513).fill({ text: 'a' }) }, 'passages: Should have at most 512 items or characters'],
    [{ ...good, truncate: 'START' }, "truncate: Input should be 'NONE' or 'END'"],
    [withImage({ image: 'x' }), /^passages\[0\]\.image: Value error, expected a base64 data URL/],
  ])('answers %#: %2$s', (body, expected) => expect(message(body, 'nim-1.10')).toMatch(expected));

  test('refuses an unknown field when it is told to', () => {
    const strict = { unknownFields: 'reject' as const };
    expect(message({ ...good, a: 1 }, 'nim-1.8', strict)).toBe('a: Extra inputs are not permitted');
  });
});

test('hosted takes an empty text beside an image, as NVIDIA’s own tests send it', () => {
  expect(message(withImage({ image: png, text: '' }), 'hosted')).toBe('accepted');
  expect(message(withImage({ text: '' }), 'hosted')).toBe('passages[0].text: must not be empty');
});

test('limits hold per model', () => {
  const perModel = { 'some/text-model': { maxPassages: 1, unknownFields: 'ignore' as const } };
  const two = [{ text: 'a' }, { text: 'b' }];
  expect(message({ ...good, passages: two }, 'nim-2.3', { perModel })).toBe('passages: must not be longer than 1');
  expect(message({ ...good, model: 'vl', passages: two }, 'nim-2.3', { perModel })).toBe('accepted');
  expect(message({ ...good, extra: 1 }, 'nim-2.3', { perModel })).toBe('accepted');
});

test('every status that NVIDIA does not document can be set', () => {
  const status = (body: unknown, overrides: Partial<ProfileSettings>) => {
    const result = check(body, 'nim-2.3', overrides);
    return isRefusal(result) ? result.status : 200;
  };
  expect(status({}, { invalidStatus: 418 })).toBe(418);
  expect(status({ ...good, passages: [] }, { emptyPassagesStatus: 418 })).toBe(418);
  expect(status({ ...good, passages: [1, 2] }, { tooManyPassagesStatus: 418, maxPassages: 1 })).toBe(418);
  expect(status({ ...good, model: 'x' }, { wrongModelStatus: 418 })).toBe(418);
});

test('never repeats a text in a refusal, and never throws', () => {
  const secret = 'SECRET';
  const value = fc.oneof(fc.jsonValue(), fc.constant(secret), fc.constant({ text: secret }), fc.constant([secret]));
  const body = fc.record({ model: value, query: value, passages: value, truncate: value }, { requiredKeys: [] });
  fc.assert(
    fc.property(body, (input) => {
      expect(message(input)).not.toContain(secret);
      expect(message(input, 'nim-1.8')).not.toContain(secret);
    }),
  );
});
