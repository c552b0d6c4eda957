import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as refusals from '../../src/http/refusals.ts';

const all = [
  refusals.unauthorized('none'),
  refusals.unknownRoute('GET', ['/rerank']),
  refusals.methodNotAllowed('GET', ['POST']),
  refusals.bodyTooLarge(1_000),
  refusals.unsupportedMediaType,
  refusals.unsupportedEncoding,
  refusals.badHttp(400),
  refusals.badHttp(408),
  refusals.badHttp(431),
  refusals.shuttingDown,
  refusals.internalError,
];

describe('the refusals of the proxy itself', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  it.each(all)('$code ($status) stands in the README', ({ code, status }) => {
    const row = readme.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${code}\``));
    expect(row).toContain(String(status));
  });

  it('say something, and what to do', () => {
    for (const { message } of all) expect(message).toMatch(/^[A-Z].*[.]$/);
  });
});
