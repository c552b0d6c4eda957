import { expect, it } from 'vitest';
import { fromFramework } from '../../src/http/framework-problem.ts';

it.each([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 413],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 415],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400],
  ['ECONNRESET', 400],
  ['FST_ERR_BAD_URL', 400],
  ['FST_ERR_ANYTHING', undefined],
])('%s is %s', (code, status) => {
  expect(fromFramework(Object.assign(new Error('x'), { code }), 1)?.status).toBe(status);
});

it.each([null, 'x', new Error('x')])('%s is none of its refusals', (error) => {
  expect(fromFramework(error, 1)).toBeUndefined();
});
