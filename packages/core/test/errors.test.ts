import { describe, expect, it, vi } from 'vitest';
import { addDetails, describeIssues, errorCodes, invalidInput, RerankError } from '../src/errors.ts';

describe('RerankError', () => {
  it('takes its retry flag from the code unless the details say otherwise', () => {
    expect(new RerankError('timeout', 'x').retryable).toBe(true);
    expect(new RerankError('rejected', 'x').retryable).toBe(false);
    expect(new RerankError('timeout', 'x', { retryable: false }).retryable).toBe(false);
  });

  it('is recognised across two copies of the module', async () => {
    vi.resetModules();
    const copy = await import('../src/errors.ts');
    expect(copy.RerankError).not.toBe(RerankError);
    expect(new copy.RerankError('timeout', 'x')).toBeInstanceOf(RerankError);
  });

  it.each([new Error('x'), null, undefined, 'timeout', {}])('does not take %s for one', (value) => {
    expect(value instanceof RerankError).toBe(false);
  });

  it('keeps its cause out of the details', () => {
    const cause = new Error('socket');
    const error = new RerankError('network', 'x', { cause, status: 502 });
    expect(error.cause).toBe(cause);
    expect(error.details).toEqual({ status: 502 });
    expect('cause' in new RerankError('network', 'x')).toBe(false);
  });

  it('has a name and prints its message', () => {
    expect(String(new RerankError('timeout', 'Too late.'))).toBe('RerankError: Too late.');
  });

  it('never retries what cannot succeed elsewhere either', () => {
    for (const { retryable, failover } of Object.values(errorCodes)) expect(retryable && !failover).toBe(false);
  });
});

describe('addDetails', () => {
  it('fills in what the error does not say itself and keeps its identity', () => {
    const error = new RerankError('rejected', 'x', { model: 'm', status: undefined });
    expect(addDetails(error, { model: 'other', status: 400 })).toBe(error);
    expect(error.details).toEqual({ model: 'm', status: 400 });
  });
});

describe('describeIssues', () => {
  const issues = [
    { path: 'query', problem: 'must not be empty' },
    { path: 'options.truncate', problem: 'Invalid option: expected "END"' },
    { path: 'options', problem: 'Unrecognized key: "speed"' },
    { path: 'optionsOf', problem: 'ends by itself!' },
    { path: 'documents.0', problem: 'is it a text?' },
  ];

  it('makes a sentence of each path and its problem, with a colon behind an option', () => {
    expect(describeIssues(issues)).toBe(
      'query must not be empty. options.truncate: Invalid option: expected "END". options: Unrecognized key: "speed". optionsOf ends by itself! documents.0 is it a text?',
    );
  });

  it('takes the names that the reader knows the fields by', () => {
    const nameOf = (path: string) => path.replace(/^options\./, '').replace('query', 'q');
    expect(describeIssues(issues.slice(0, 2), nameOf)).toBe(
      'q must not be empty. truncate: Invalid option: expected "END".',
    );
  });

  it('makes nothing of none', () => {
    expect(describeIssues([])).toBe('');
  });
});

describe('invalidInput', () => {
  it('is invalid_request with one issue, unless it is told another code', () => {
    const error = invalidInput('topN', 'must be 1', { provider: 'acme' });
    expect(error).toMatchObject({ code: 'invalid_request', message: 'topN must be 1.' });
    expect(error.details).toEqual({ provider: 'acme', issues: [{ path: 'topN', problem: 'must be 1' }] });
    const cause = new Error('why');
    expect(invalidInput('image', 'is one', { cause }, 'unsupported')).toMatchObject({ code: 'unsupported', cause });
  });
});
