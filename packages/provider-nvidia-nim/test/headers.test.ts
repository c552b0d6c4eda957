import { describe, expect, test } from 'vitest';
import { readHeaders } from '../src/headers.ts';

describe('readHeaders', () => {
  test('finds the request’s id', () => {
    expect(readHeaders({ 'nvcf-reqid': 'abc' })).toEqual({ requestId: 'abc' });
    expect(readHeaders({})).toEqual({ requestId: undefined });
  });

  test.each([
    ['2026-08-25T00:00:00Z', 'on 2026-08-25.'],
    ['2026-08-25T01:00:00+02:00', 'on 2026-08-24.'],
    ['2026-08-25', 'on 2026-08-25.'],
    ['Tue, 25 Aug 2026 00:00:00 GMT', 'on 2026-08-25.'],
    ['@1787616000', 'on 2026-08-25.'],
    ['true', 'soon.'],
    ['', 'soon.'],
    ['version 5', 'soon.'],
    ['2026-99-99T00:00:00Z', 'soon.'],
    ['@99999999999999999999', 'soon.'],
  ])('warns of an announced end of life: %s', (deprecation, when) => {
    expect(readHeaders({ deprecation }).warnings).toEqual([
      { code: 'deprecated', message: expect.stringContaining(`stop serving this model ${when}`) },
    ]);
  });
});
