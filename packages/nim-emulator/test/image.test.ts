import { expect, test } from 'vitest';
import { refuseImage } from '../src/image.ts';

const url = (...bytes: number[]) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;

test('takes the six formats by their first bytes', () => {
  expect(refuseImage(url(0x89, 0x50, 0x4e, 0x47, 0x0d))).toBeUndefined();
  expect(refuseImage(url(0xff, 0xd8, 0xff, 0xe0))).toBeUndefined();
  expect(refuseImage(url(...Buffer.from('GIF89a')))).toBeUndefined();
  expect(refuseImage(url(...Buffer.from('BM1234')))).toBeUndefined();
  expect(refuseImage(url(0x49, 0x49, 0x2a, 0x00))).toBeUndefined();
  expect(refuseImage(url(0x4d, 0x4d, 0x00, 0x2a))).toBeUndefined();
  expect(refuseImage(url(...Buffer.from('RIFF1234WEBPVP8 ')))).toBeUndefined();
});

test('refuses bytes of no known format', () => {
  expect(refuseImage(url(...Buffer.from('RIFF1234WAVE')))).toMatch(/^unrecognized image/);
  expect(refuseImage(url(1))).toMatch(/^unrecognized image/);
});

test.each(['https://example.com/a.png', 'data:image/png;asset_id,1', 'data:text/plain;base64,AAAA', 'iVBORw0KGgo='])(
  'refuses %s, which is no base64 data URL of an image',
  (reference) => expect(refuseImage(reference)).toMatch(/^expected a base64 data URL/),
);

test.each(['', 'A', 'AAAAA', 'AA=A', 'AA A', 'A===', '====', 'iVBORw0-'])(
  'refuses %j, which is no base64',
  (encoded) => {
    expect(refuseImage(`data:image/png;base64,${encoded}`)).toBe('invalid base64 in the data URL');
  },
);

test('reads an image of many megabytes', () => {
  const encoded = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(20_000_000)]).toString('base64');
  expect(refuseImage(`data:image/jpeg;base64,${encoded}`)).toBeUndefined();
});
