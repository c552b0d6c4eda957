import { createRegistry, type EncodedRequest } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { fireworks } from '../src/index.ts';
import { fullModelName } from '../src/model-name.ts';

test.each([
  ['qwen3-reranker-8b', 'fireworks/qwen3-reranker-8b'],
  ['fireworks/qwen3-reranker-8b', 'fireworks/qwen3-reranker-8b'],
  ['accounts/fireworks/models/qwen3-reranker-8b', 'accounts/fireworks/models/qwen3-reranker-8b'],
  ['qwen3-reranker-8b#accounts/acme/deployments/d', 'qwen3-reranker-8b#accounts/acme/deployments/d'],
  ['reranker#d', 'reranker#d'],
])('%s is the model %s', (name, full) => {
  expect(fullModelName(name)).toBe(full);
});

describe('fireworks', () => {
  const open = () => {
    const sent: EncodedRequest[] = [];
    const answer = {
      data: [{ index: 0, relevance_score: 0.9, document: 'a' }],
      usage: { prompt_tokens: 7, total_tokens: 7, completion_tokens: 0 },
    };
    const transport = async (request: EncodedRequest) => {
      sent.push(request);
      return { status: 200, headers: {}, body: JSON.stringify(answer) };
    };
    const env = { FIREWORKS_API_KEY: 'fw_env', FIREWORKS_API_BASE: 'https://api.fireworks.ai/inference/v1/' };
    return { registry: createRegistry({ providers: [fireworks()], transport, env }), sent };
  };

  test('takes the variables that LiteLLM reads, and counts tokens as tokens, not as search units', async () => {
    const { registry, sent } = open();
    const { usage } = await registry
      .model('fireworks_ai/fireworks/qwen3-reranker-8b')
      .rerank({ query: 'q', documents: ['a'] });
    expect(usage).toEqual({ inputTokens: 7, totalTokens: 7 });
    expect(sent[0]?.url).toBe('https://api.fireworks.ai/inference/v1/rerank');
    expect(sent[0]?.headers['authorization']).toBe('Bearer fw_env');
  });

  test('takes the task under both of its names, and twice only where it is the same', async () => {
    const { registry, sent } = open();
    const rerank = (options: object) =>
      registry.resolve('fireworks_ai/m').rerank({ query: 'q', documents: ['a'], options });
    for (const options of [
      { task: 'Find it' },
      { instruction: 'Find it' },
      { task: 'Find it', instruction: 'Find it' },
    ]) {
      await rerank(options);
      const { task, instruction } = JSON.parse(String(sent.at(-1)?.body));
      expect([task, instruction]).toEqual(['Find it', undefined]);
    }
    await expect(rerank({ task: 'a', instruction: 'b' })).rejects.toMatchObject({
      code: 'invalid_options',
      details: { issues: [{ path: 'options.instruction' }] },
    });
  });

  test('does not let an option name another model', async () => {
    const { registry } = open();
    const call = registry
      .resolve('fireworks_ai/m')
      .rerank({ query: 'q', documents: ['a'], options: { model: 'other', task: '' } });
    await expect(call).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(
        /options\.task: .*model: Fireworks' rerank API takes no such option, only task, instruction/,
      ),
    });
  });
});
