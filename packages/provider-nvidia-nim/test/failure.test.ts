import { createRegistry, RerankError } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { parseFailure } from '../src/failure.ts';
import { nvidiaNim } from '../src/index.ts';
import { errorFixtures } from './fixtures.ts';
import { recordingTransport } from './recording-transport.ts';

/** What a caller gets when the upstream gives this answer. */
async function failWith(answer: { status: number; headers: Record<string, string>; body: string }, model: string) {
  const { transport } = recordingTransport(() => answer);
  const registry = createRegistry({ providers: [nvidiaNim({ apiKey: 'nvapi-test' })], transport, env: {} });
  const call = registry
    .resolve(`nvidia_nim/${model}`)
    .rerank({ query: 'H100?', documents: ['doc'] }, { maxRetries: 0 });
  const error = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof RerankError)) throw new Error('The call did not fail with a RerankError.');
  return error;
}

describe.each(errorFixtures)('failure %s', (_, { source, model, status, headers, body, expected }) => {
  const answer = { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };

  test('becomes the right error', async () => {
    expect(source).not.toBe('');
    const error = await failWith(answer, model);
    expect(error).toMatchObject({ code: expected.code, retryable: expected.retryable, details: { status } });
    for (const text of expected.messageIncludes) expect(error.message).toContain(text);
    for (const text of expected.messageExcludes ?? []) expect(error.message).not.toContain(text);
    expect(error.message).toMatch(/^[^\n]+$/);
  });
});

describe('a failed answer', () => {
  test('carries the id that NVIDIA gave the request', async () => {
    const error = await failWith({ status: 500, headers: { 'nvcf-reqid': 'abc' }, body: '' }, 'm');
    expect(error.details.upstreamRequestId).toBe('abc');
  });

  test('that asks for a wait of hours is not slept on', async () => {
    const { transport, requests } = recordingTransport(() => ({ status: 503, headers: { 'retry-after': '10800' } }));
    const registry = createRegistry({ providers: [nvidiaNim({ apiKey: 'nvapi-test' })], transport, env: {} });
    const call = registry.resolve('nvidia_nim/m').rerank({ query: 'q', documents: ['a'] });
    await expect(call).rejects.toMatchObject({ code: 'unavailable', details: { retryAfterMs: 10_800_000 } });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['an array', '[1]'],
    ['null', 'null'],
    ['fields of other types', '{"message":1,"error":[],"detail":[{"loc":1}]}'],
    ['a blank message', '{"message":"  "}'],
    ['broken JSON', '{"message":'],
  ])('of %s says nothing', (_, body) => {
    expect(parseFailure({ status: 500, headers: {}, body }, 'm')).toEqual({ message: undefined });
  });

  test('is read from error.message too', () => {
    const body = '{"error":{"message":"Not ready","type":"x"}}';
    expect(parseFailure({ status: 503, headers: {}, body }, 'm')).toEqual({ said: 'Not ready' });
  });

  test('is put in one line', () => {
    const body = JSON.stringify({ message: `a\r\n\tb\u0000${'c'.repeat(1000)}` });
    const { said } = parseFailure({ status: 500, headers: {}, body }, 'm');
    expect(said).toMatch(/^a b c+$/);
  });

  test('of plain text is shown when it is short', () => {
    const headers = { 'content-type': 'text/plain' };
    expect(parseFailure({ status: 500, headers, body: 'worker\ndied' }, 'm')).toEqual({ said: 'worker died' });
    expect(parseFailure({ status: 500, headers, body: 'x'.repeat(301) }, 'm')).toEqual({ said: undefined });
    expect(parseFailure({ status: 500, headers: {}, body: 'worker died' }, 'm')).toEqual({ said: undefined });
  });
});
