import { expect, it } from 'vitest';
import { checkEntity } from '../../src/http/entity.ts';

it.each([
  [{}, undefined],
  [{ 'content-length': '00' }, undefined],
  [{ 'content-length': '7' }, 'unsupported_media_type'],
  [{ 'transfer-encoding': 'chunked' }, 'unsupported_media_type'],
  [{ 'content-type': 'application/json' }, undefined],
  [{ 'content-type': 'Application/JSON ; charset=UTF-8' }, undefined],
  [{ 'content-type': 'application/json5' }, 'unsupported_media_type'],
  [{ 'content-type': 'application/json; charset=utf-8' }, undefined],
  [{ 'content-type': 'application/json;charset="UTF8"' }, undefined],
  [{ 'content-encoding': 'identity' }, undefined],
  [{ 'content-type': 'application/json; charset=latin1' }, 'unsupported_media_type'],
  [{ 'content-encoding': 'gzip' }, 'unsupported_content_encoding'],
])('%j is %s', (headers, code) => {
  expect(checkEntity(headers)?.code).toBe(code);
});
