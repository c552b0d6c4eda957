import { errorCodes, RerankError, type RerankErrorCode } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { answers, toProblem } from '../../src/http/problem.ts';

describe('toProblem', () => {
  it.each([
    ['invalid_model', 400, 'invalid_request_error'],
    ['unknown_provider', 500, 'configuration_error'],
    ['invalid_request', 400, 'invalid_request_error'],
    ['invalid_options', 400, 'invalid_request_error'],
    ['unsupported', 400, 'invalid_request_error'],
    ['input_too_long', 400, 'invalid_request_error'],
    ['rejected', 400, 'invalid_request_error'],
    ['missing_credentials', 500, 'configuration_error'],
    ['authentication', 401, 'authentication_error'],
    ['quota_exceeded', 400, 'insufficient_quota'],
    ['not_found', 400, 'not_found_error'],
    ['rate_limited', 429, 'rate_limit_error'],
    ['unavailable', 503, 'upstream_error'],
    ['network', 502, 'upstream_error'],
    ['timeout', 504, 'timeout_error'],
    ['invalid_response', 502, 'upstream_error'],
  ] as const)('answers %s with %d', (code, status, type) => {
    expect(toProblem(new RerankError(code, 'Because.'))).toEqual({
      status,
      type,
      code,
      // Core's own names the host and the port.
      message: code === 'network' ? 'The upstream of this model could not be reached.' : 'Because.',
      param: null,
      retryAfterMs: code === 'rate_limited' ? 1_000 : undefined,
    });
  });

  it('has an answer for every code, and for nothing else', () => {
    expect(Object.keys(answers)).toEqual(Object.keys(errorCodes));
  });

  it.each([
    [401, 'authentication', 401, 'authentication_error'],
    [403, 'authentication', 403, 'permission_error'],
    [410, 'not_found', 410, 'not_found_error'],
    [429, 'rate_limited', 429, 'rate_limit_error'],
    [429, 'quota_exceeded', 429, 'insufficient_quota'],
    [402, 'quota_exceeded', 400, 'insufficient_quota'],
    [404, 'not_found', 400, 'not_found_error'],
    [409, 'rejected', 400, 'invalid_request_error'],
    [413, 'input_too_long', 400, 'invalid_request_error'],
    [422, 'input_too_long', 400, 'invalid_request_error'],
    [500, 'unavailable', 503, 'upstream_error'],
    [503, 'unavailable', 503, 'upstream_error'],
    [408, 'timeout', 504, 'timeout_error'],
    [200, 'invalid_response', 502, 'upstream_error'],
  ] as const)("answers an upstream's %d (%s) with %d", (upstream, code, status, type) => {
    const problem = toProblem(new RerankError(code, 'Because.', { status: upstream }));
    expect({ status: problem.status, type: problem.type }).toEqual({ status, type });
  });

  it('names the field as the request spells it', () => {
    const issues = [
      { path: 'options.truncate', problem: 'must be NONE or END' },
      { path: 'options.mode', problem: 'must be a string' },
    ];
    expect(toProblem(new RerankError('invalid_options', 'Options are not valid.', { issues }))).toMatchObject({
      param: 'truncate',
      message: 'truncate: must be NONE or END. mode: must be a string.',
    });
    const path = 'documents.3';
    expect(toProblem(new RerankError('invalid_request', 'x', { issues: [{ path, problem: 'x' }] })).param).toBe(path);
    expect(toProblem(new RerankError('invalid_options', 'As it is.')).message).toBe('As it is.');
  });

  it.each(['apiKey', 'baseUrl'])("does not blame the client for the operator's %s", (path) => {
    const error = new RerankError('invalid_request', 'Is not valid.', { issues: [{ path, problem: 'is not valid' }] });
    expect(toProblem(error)).toMatchObject({ status: 500, type: 'configuration_error', code: 'invalid_request' });
  });

  it('says when to come back', () => {
    const code: RerankErrorCode = 'rate_limited';
    expect(toProblem(new RerankError(code, 'x', { retryAfterMs: 1_500 })).retryAfterMs).toBe(1_500);
    expect(toProblem(new RerankError(code, 'x', { retryAfterMs: 0 })).retryAfterMs).toBe(1_000);
    expect(toProblem(new RerankError(code, 'x')).retryAfterMs).toBe(1_000);
    expect(toProblem(new RerankError('unavailable', 'x')).retryAfterMs).toBeUndefined();
  });
});
