import { describe, expect, it } from 'vitest';
import { describeUnexpected } from '../../src/observe/log.ts';
import { keepLogs } from '../support/logs.ts';

describe('createLogger', () => {
  it('writes JSON lines with a level by name and a time to read', () => {
    const { logger, entries } = keepLogs('info');
    logger.debug('unseen');
    logger.info({ a: 1 }, 'seen');
    expect(entries()).toEqual([{ level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), a: 1, msg: 'seen' }]);
  });
});

describe('describeUnexpected', () => {
  it('tells the kind and the place, and not the message', () => {
    const error = new TypeError('Cannot parse "a secret\n    at document (x.js:1)"');
    const { error: kind, stack } = describeUnexpected(error);
    expect(kind).toBe('TypeError');
    expect(stack[0]).toMatch(/^at .*log\.test\.ts/);
    expect(JSON.stringify(stack)).not.toContain('secret');
    expect(JSON.stringify(stack)).not.toContain('document');
  });

  it('takes whatever was thrown', () => {
    expect(describeUnexpected('a secret')).toEqual({ error: 'string', stack: [] });
    expect(describeUnexpected(Object.assign(new Error('x'), { stack: undefined }))).toEqual({
      error: 'Error',
      stack: [],
    });
  });
});
