import { RerankError, type RerankErrorCode } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { describeFailure, summarize } from '../../src/routing/failures.ts';

const failure = (code: RerankErrorCode, retryAfterMs?: number) => ({
  deployment: 'a',
  error: new RerankError(code, `${code}.`, { status: 418, retryAfterMs: 99 }),
  retryAfterMs,
});

describe('summarize', () => {
  it('is nothing where nothing failed', () => {
    expect(summarize([])).toBeUndefined();
  });

  it('keeps a single failure as it is', () => {
    const { message, code, retryable, details } = summarize([failure('unavailable')]) as RerankError;
    expect({ message, code, retryable }).toEqual({ message: 'unavailable.', code: 'unavailable', retryable: true });
    expect(details).toMatchObject({ status: 418, retryAfterMs: 99 });
  });

  it('takes the first of several that may pass later, and names the codes of all', () => {
    const error = summarize([failure('authentication'), failure('network'), failure('timeout')]);
    expect(error?.message).toBe('network. All 3 deployments tried failed: authentication, network, timeout.');
    expect(error?.code).toBe('network');
  });

  it('takes the first where none may pass later', () => {
    expect(summarize([failure('authentication'), failure('not_found')])?.code).toBe('authentication');
  });

  it('says when the first deployment will be back from a rate limit', () => {
    const error = summarize([failure('rate_limited', 9_000), failure('rate_limited', 4_000)]);
    expect(error?.details.retryAfterMs).toBe(4_000);
    expect(summarize([failure('rate_limited')])?.details.retryAfterMs).toBeUndefined();
  });
});

describe('describeFailure', () => {
  it('names the deployment, the code and the status', () => {
    expect(describeFailure(failure('unavailable'))).toBe('a unavailable 418');
  });

  it("names the network's own reason, the innermost, and no message", () => {
    const refused = Object.assign(new Error('connect to 10.0.0.1'), { code: 'ECONNREFUSED' });
    const error = new RerankError('network', 'Could not reach nim:8000.', {
      cause: new Error('x', { cause: refused }),
    });
    expect(describeFailure({ deployment: 'a', error, retryAfterMs: undefined })).toBe('a network ECONNREFUSED');
  });
});
