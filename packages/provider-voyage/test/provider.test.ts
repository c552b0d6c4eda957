import { createRegistry, type EncodedRequest } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { voyage } from '../src/index.ts';

const bodyOf = ({ body }: EncodedRequest) => JSON.parse(String(body)) as { readonly documents: readonly string[] };

function open() {
  const sent: EncodedRequest[] = [];
  const transport = async (request: EncodedRequest) => {
    sent.push(request);
    const data = bodyOf(request).documents.map((_, index) => ({ index, relevance_score: 1 / (index + 1) }));
    return { status: 200, headers: {}, body: JSON.stringify({ object: 'list', data, usage: { total_tokens: 10 } }) };
  };
  const env = { VOYAGE_API_KEY: 'pa-env' };
  return { registry: createRegistry({ providers: [voyage()], transport, env }), sent };
}

describe('voyage', () => {
  test('sends a long list a thousand documents at a time and adds up the tokens', async () => {
    const { registry, sent } = open();
    const documents = Array.from({ length: 1001 }, () => 'a');
    const { results, usage } = await registry.model('voyage/rerank-2.5').rerank({ query: 'q', documents });
    expect(sent.map((request) => bodyOf(request).documents.length)).toEqual([500, 501]);
    expect(results).toHaveLength(1001);
    expect(usage).toEqual({ totalTokens: 20 });
    expect(sent[0]?.headers['authorization']).toBe('Bearer pa-env');
  });

  test('sends objects as texts, since Voyage refuses objects', async () => {
    const { registry, sent } = open();
    const documents = [{ text: 'a', id: 1 }, { title: 'b' }];
    const { results } = await registry.model('voyage/rerank-2.5').rerank({ query: 'q', documents });
    expect(bodyOf(sent[0]!).documents).toEqual(['a', '{"title":"b"}']);
    expect(results[0]?.document).toBe(documents[0]);
  });

  test.each([{ truncation: 'false' }, { top_k: 2 }])('refuses what is no option of its: %j', async (options) => {
    const { registry, sent } = open();
    const call = registry.resolve('voyage/rerank-2.5').rerank({ query: 'q', documents: ['a'], options });
    await expect(call).rejects.toMatchObject({ code: 'invalid_options' });
    expect(sent).toHaveLength(0);
  });
});

test('a batch that is too long without its length still says what to do', async () => {
  const detail = "Request to model 'm' failed. The max allowed tokens per submitted batch is 600000.";
  const transport = async () => ({ status: 400, headers: {}, body: JSON.stringify({ detail }) });
  const registry = createRegistry({ providers: [voyage({ apiKey: 'k' })], transport });
  await expect(registry.model('voyage/m').rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
    code: 'input_too_long',
    message: expect.stringMatching(/more tokens where the model takes 600000.*fewer or shorter documents/),
  });
});
