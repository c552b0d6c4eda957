import { describe, expect, it } from 'vitest';
import { logRequest, type RequestFacts } from '../../src/observe/access-line.ts';
import { keepLogs } from '../support/logs.ts';

const facts: RequestFacts = {
  requestId: 'r',
  method: 'POST',
  route: '/rerank',
  status: 200,
  bytesIn: 10,
  bytesOut: 20,
  durationMs: 12.3456,
  isProbe: false,
};

const lineOf = (extra: object) => {
  const { logger, entries } = keepLogs();
  logRequest(logger, { ...facts, ...extra });
  return entries()[0];
};

describe('logRequest', () => {
  it('writes one line', () => {
    expect(lineOf({ model: 'm', upstreamMs: 1.26, topN: 2 })).toEqual({
      level: 'info',
      time: expect.any(String),
      requestId: 'r',
      method: 'POST',
      route: '/rerank',
      status: 200,
      model: 'm',
      topN: 2,
      bytesIn: 10,
      bytesOut: 20,
      durationMs: 12.3,
      upstreamMs: 1.3,
      msg: 'request',
    });
  });

  it('writes nothing that it does not name', () => {
    expect(lineOf({ query: 'secret', documents: 3, headers: { authorization: 'secret' } })).not.toMatchObject({
      query: 'secret',
    });
    expect(JSON.stringify(lineOf({ query: 'secret', headers: {} }))).not.toContain('secret');
  });

  it.each([
    [200, false, 'info'],
    [200, true, 'debug'],
    [404, false, 'warn'],
    [503, true, 'error'],
  ])('logs %d (probe: %s) at %s', (status, isProbe, level) => {
    expect(lineOf({ status, isProbe })).toMatchObject({ level });
  });
});
