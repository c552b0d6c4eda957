import { createRegistry, type EncodedRequest } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { zeroentropy } from '../src/index.ts';

function open(more: Readonly<Record<string, unknown>> = {}) {
  const sent: EncodedRequest[] = [];
  const transport = async (request: EncodedRequest) => {
    sent.push(request);
    const answer = { results: [{ index: 0, relevance_score: 0.5 }], ...more };
    return { status: 200, headers: {}, body: JSON.stringify(answer) };
  };
  const env = { ZEROENTROPY_API_KEY: 'ze-env', ZEROENTROPY_BASE_URL: 'https://eu-api.zeroentropy.dev/v1' };
  const registry = createRegistry({ providers: [zeroentropy()], transport, env });
  const rerank = (options: Record<string, unknown> = {}) =>
    registry.resolve('zeroentropy/zerank-2').rerank({ query: 'q', documents: ['a'], options });
  return { rerank, sent };
}

describe('zeroentropy', () => {
  test('takes the variables of its vendor’s clients', async () => {
    const { rerank, sent } = open();
    await rerank();
    expect(sent[0]?.url).toBe('https://eu-api.zeroentropy.dev/v1/models/rerank');
    expect(sent[0]?.headers['authorization']).toBe('Bearer ze-env');
  });

  test('reads the tokens and the bytes beside the results', async () => {
    const bytes = [{ quantity: 512, unit: 'bytes' }];
    expect((await open({ total_tokens: 0, total_bytes: 512 }).rerank()).usage).toEqual({
      totalTokens: 0,
      units: bytes,
    });
    expect((await open({ total_tokens: 12 }).rerank()).usage).toEqual({ totalTokens: 12 });
    expect((await open({ total_bytes: 512 }).rerank()).usage).toEqual({ units: bytes });
  });

  test.each([undefined, null, '12', -1])('reports nothing where a count is %j', async (count) => {
    expect((await open({ total_tokens: count, total_bytes: count }).rerank()).usage).toBeUndefined();
  });

  test('asks for the latency that it is told, and for none otherwise', async () => {
    const { rerank, sent } = open();
    await rerank({ latency: 'slow' });
    await rerank();
    expect(sent.map(({ body }) => JSON.parse(String(body)).latency)).toEqual(['slow', undefined]);
  });

  test.each([
    [{ latency: 'medium' }, 'options.latency: must be "fast" or "slow"'],
    [{ top_k: 3 }, "top_k: ZeroEntropy's rerank API takes no such option, only latency"],
  ])('refuses what is no option of its: %j', async (options, problem) => {
    await expect(open().rerank(options)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(problem),
    });
  });
});
