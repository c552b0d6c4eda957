import { expect, it } from 'vitest';
import { createUndiciWarning } from '../../src/transport/undici-warning.ts';

it('warns once, with the cause and with what to do', () => {
  const warnings: unknown[][] = [];
  const warn = createUndiciWarning((...warning) => warnings.push(warning));
  warn(new Error('Dynamic require of "node:assert" is not supported'));
  warn(new Error('another'));
  expect(warnings).toEqual([
    [
      'undici could not be loaded, so requests are sent with fetch, which is slower: Dynamic require of "node:assert" is not supported',
      {
        type: 'OpenRerankWarning',
        code: 'OPENRERANK_UNDICI_NOT_LOADED',
        detail: expect.stringContaining('createRequire(import.meta.url)'),
      },
    ],
  ]);
});

it('takes any value as a cause', () => {
  const messages: string[] = [];
  createUndiciWarning((message) => messages.push(message))('no reason');
  expect(messages).toEqual([expect.stringContaining('slower: no reason')]);
});
