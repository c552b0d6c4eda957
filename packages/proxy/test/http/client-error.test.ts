import { expect, it } from 'vitest';
import { clientProblem } from '../../src/http/client-error.ts';

it.each([
  ['ERR_HTTP_REQUEST_TIMEOUT', true, 408, 'request_timeout'],
  ['HPE_HEADER_OVERFLOW', false, 431, 'malformed_http'],
  ['HPE_INVALID_EOF_STATE', true, 400, 'invalid_request'],
  ['HPE_INVALID_EOF_STATE', false, 400, 'malformed_http'],
  ['HPE_INVALID_METHOD', false, 400, 'malformed_http'],
  [undefined, false, 400, 'malformed_http'],
])('%s (in a body: %s) is %d, %s', (error, isReading, status, code) => {
  expect(clientProblem(error, isReading)).toMatchObject({ status, code });
});

it.each(['ECONNRESET', 'EPIPE'])('%s is nothing that could be answered', (code) => {
  expect(clientProblem(code, true)).toBeUndefined();
});
