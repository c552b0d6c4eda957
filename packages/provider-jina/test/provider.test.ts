import { createRegistry, type EncodedRequest } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { jina } from '../src/index.ts';

function open(env: Readonly<Record<string, string>>) {
  const sent: EncodedRequest[] = [];
  const transport = async (request: EncodedRequest) => {
    sent.push(request);
    const answer = { results: [{ index: 0, relevance_score: 0.5, document: 'a' }], usage: { total_tokens: 9 } };
    return { status: 200, headers: {}, body: JSON.stringify(answer) };
  };
  const registry = createRegistry({ providers: [jina()], transport, env });
  const rerank = (options: Record<string, unknown> = {}) =>
    registry.resolve('jina_ai/jina-reranker-v3').rerank({ query: 'q', documents: ['a'], options });
  return { rerank, sent };
}

describe('jina', () => {
  test('takes the variables that LiteLLM reads', async () => {
    const { rerank, sent } = open({ JINA_AI_API_KEY: 'jina_env', JINA_AI_API_BASE: 'https://gateway.example/jina/v1' });
    await rerank();
    expect(sent[0]?.url).toBe('https://gateway.example/jina/v1/rerank');
    expect(sent[0]?.headers['authorization']).toBe('Bearer jina_env');
  });

  test('always asks for no documents back, and reports tokens as tokens', async () => {
    const { rerank, sent } = open({ JINA_AI_API_KEY: 'jina_env' });
    const { usage, results, meta } = await rerank();
    expect(JSON.parse(String(sent[0]?.body))).toMatchObject({ return_documents: false });
    expect(usage).toEqual({ totalTokens: 9 });
    expect(results).toEqual([{ index: 0, relevanceScore: 0.5, document: 'a' }]);
    expect(meta.scoreScale).toEqual({ kind: 'unknown' });
  });

  test('has no options', async () => {
    const { rerank } = open({ JINA_AI_API_KEY: 'jina_env' });
    await expect(rerank({ truncate: true })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining("truncate: Jina's rerank API takes no options at all"),
    });
  });
});
