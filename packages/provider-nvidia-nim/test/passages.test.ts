import type { Passage } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { toPassages } from '../src/passages.ts';

const image = 'data:image/png;base64,iVBORw0KGgo=';

describe('toPassages', () => {
  test('does not copy a list of texts', () => {
    const passages: Passage[] = [{ text: 'a' }, { text: '' }];
    expect(toPassages(passages, 0)).toBe(passages);
  });

  test('keeps an image with its text, and leaves an empty text beside it out', () => {
    const passages: Passage[] = [{ text: 'a' }, { image }, { text: 'b', image }, { text: '', image }];
    expect(toPassages(passages, 0)).toStrictEqual([{ text: 'a' }, { image }, { text: 'b', image }, { image }]);
  });

  test.each(['data:image/jpeg;base64,/9j/', 'data:image/svg+xml;base64,PA==', 'DATA:IMAGE/PNG;BASE64,iVBO'])(
    'takes %s',
    (url) => {
      expect(toPassages([{ image: url }], 0)).toStrictEqual([{ image: url }]);
    },
  );

  test.each([
    ['https://example.com/a.png', 'a link'],
    ['data:image/png,abc', 'another kind of data URL'],
    ['data:text/plain;base64,YQ==', 'another kind of data URL'],
    ['data:image/png;base64,', 'another kind of data URL'],
    ['data:image/png;asset_id,4711', 'another kind of data URL'],
    ['iVBORw0KGgo=', 'other text'],
    ['', 'an empty string'],
  ])('refuses %s, naming the document and what it found', (url, kind) => {
    const refuse = () => toPassages([{ text: 'a' }, { image: url }], 512);
    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: expect.stringContaining(`documents.513.image must be an image as a base64 data URL`),
        details: { issues: [{ path: 'documents.513.image', problem: expect.stringContaining(`not ${kind}.`) }] },
      }),
    );
  });
});
