import { RerankError } from '@openrerank/core';
import { expect, it } from 'vitest';
import { explain } from '../../src/cli/explain.ts';
import { ConfigError } from '../../src/config/config-error.ts';

const failure = (details: object) => Object.assign(new Error('raw'), details);

it.each([
  [
    failure({ code: 'EADDRINUSE', address: '::', port: 80 }),
    'Port 80 on :: is in use: stop what listens there, or choose another one with --port.',
  ],
  [failure({ code: 'EACCES', port: 80 }), 'Port 80 may not be opened by this user: choose one above 1023 with --port.'],
  [
    failure({ code: 'EADDRNOTAVAIL', address: '1.1.1.1' }),
    '1.1.1.1 is no address of this machine: choose another one with --host.',
  ],
  [
    failure({ code: 'ENOTFOUND', hostname: 'nowhere' }),
    'The host nowhere is not known: choose an address of this machine with --host.',
  ],
  [
    failure({ code: 'EAI_AGAIN', hostname: 'nowhere' }),
    'The host nowhere is not known: choose an address of this machine with --host.',
  ],
  [new RerankError('invalid_model', 'No such model.'), 'No such model.'],
  [new ConfigError([{ file: 'c.yaml', path: '', message: 'wrong' }], ['odd']), 'warning: odd\nc.yaml: wrong'],
  ['text', 'text'],
  [undefined, 'undefined'],
])('%s is one sentence', (error, sentence) => {
  expect(explain(error)).toBe(sentence);
});

it('shows where an unexpected error comes from', () => {
  expect(explain(new TypeError('defect'))).toMatch(/^TypeError: defect\n\s+at /);
  expect(explain(Object.assign(new Error('bare'), { stack: undefined }))).toBe('bare');
});
