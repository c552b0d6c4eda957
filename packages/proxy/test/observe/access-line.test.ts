import { describe, expect, it } from 'vitest';
import { type CallFacts, logRequest, type RequestFacts } from '../../src/observe/access-line.ts';
import { keepLogs } from '../support/logs.ts';

const facts: RequestFacts = {
  requestId: 'r',
  method: 'POST',
  route: '/rerank',
  status: 200,
  code: undefined,
  bytesIn: 10,
  bytesOut: 20,
  durationMs: 12.3456,
  queuedMs: 0,
  isProbe: false,
};

const lineOf = (extra: Partial<RequestFacts & CallFacts>) => {
  const { logger, entries } = keepLogs();
  logRequest(logger, { ...facts, ...extra }, extra);
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

  it('says how long a request waited for room, where it did', () => {
    expect(lineOf({ queuedMs: 1500.04 })).toMatchObject({ queuedMs: 1500 });
    expect(lineOf({ queuedMs: 0 })).not.toHaveProperty('queuedMs');
  });

  it('writes nothing that it does not name', () => {
    const unnamed = { query: 'secret', documents: 3, headers: { authorization: 'secret' } };
    expect(lineOf(unnamed)).toMatchObject({ documents: 3 });
    expect(JSON.stringify(lineOf(unnamed))).not.toContain('secret');
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
