import { describe, expect, it } from 'vitest';
import { headersFor } from '../../src/execute/headers.ts';
import { acme } from '../support/acme.ts';

const target = { baseUrl: 'https://h', trusted: true, warnings: [] };

describe('headersFor', () => {
  it('puts the call behind what is configured, which follows to a trusted target only', () => {
    const provider = acme({ headers: { a: '1' } });
    expect(headersFor(provider, { headers: { b: '2' } }, target)).toEqual([{ a: '1' }, { b: '2' }]);
    expect(headersFor(provider, { headers: { b: '2' } }, { ...target, trusted: false })).toEqual([{ b: '2' }]);
    expect(headersFor(acme(), {}, target)).toEqual([]);
  });

  it.each([
    [{ 'x-secret': 'top\nsecret' }, 'headers.x-secret must be a string without line breaks'],
    [{ 'x-secret': 'top\u0100secret' }, 'headers.x-secret must be a string without'],
    [{ 'x-secret': 7 as never }, 'headers.x-secret must be a string'],
    [{ 'x secret': 'top' }, 'headers holds a name that is not a header name.'],
    [{ '': 'top' }, 'headers holds a name that is not a header name.'],
  ])('refuses %j without showing a value', (headers, message) => {
    const refused = () => headersFor(acme(), { headers }, target);
    expect(refused).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) }),
    );
    expect(refused).not.toThrow(/secret.*secret|top/);
  });

  it('takes every value that a header can carry', () => {
    const headers = { 'x-any': 'a\tb é ~', "!#$%&'*+.^_`|~-0aZ": '' };
    expect(headersFor(acme(), { headers }, target)).toEqual([headers]);
  });
});
