import { describe, expect, it } from 'vitest';
import { createGuard } from '../../src/http/auth.ts';

describe('createGuard', () => {
  const guard = createGuard('sk-1234');

  it.each([
    { authorization: 'Bearer sk-1234' },
    { authorization: 'bearer  sk-1234' },
    { 'x-api-key': 'sk-1234' },
    { 'api-key': 'sk-1234' },
    { 'x-litellm-api-key': 'sk-1234' },
    { 'x-litellm-api-key': 'Bearer sk-1234' },
    { 'x-api-key': ['sk-1234', 'other'] },
    { authorization: 'Bearer for-somebody-else', 'x-api-key': 'sk-1234' },
    { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA', 'x-api-key': 'sk-1234' },
  ])('lets %j pass', (headers) => {
    expect(guard(headers)).toBeUndefined();
  });

  it.each([
    [{}, 'No API key in the request.'],
    [{ authorization: 'sk-1234' }, 'The Authorization header is not of the form "Bearer <key>".'],
    [{ authorization: 'Basic c2s6' }, 'The Authorization header is not of the form "Bearer <key>".'],
    [
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/bedrock/aws4_request' },
      'The Authorization header is a signature of AWS (AWS4-HMAC-SHA256), which holds no API key.',
    ],
    [{ authorization: 'Bearer sk-12345' }, 'The API key is not valid.'],
    [{ authorization: 'Bearer SK-1234' }, 'The API key is not valid.'],
    [{ 'x-api-key': 'wrong' }, 'The API key is not valid.'],
    [{ 'api-key': '' }, 'The API key is not valid.'],
  ])('refuses %j', (headers, reason) => {
    expect(guard(headers)).toEqual({
      status: 401,
      type: 'authentication_error',
      code: 'invalid_api_key',
      message: `${reason} Send the proxy's master key as "Authorization: Bearer <key>", or as x-api-key.`,
      param: null,
      headers: { 'www-authenticate': 'Bearer realm="openrerank"' },
    });
  });

  it('lets everything pass where there is no master key', () => {
    expect(createGuard(undefined)({})).toBeUndefined();
  });
});
