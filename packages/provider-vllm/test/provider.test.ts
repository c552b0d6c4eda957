import { createRegistry, type EncodedRequest, type Transport } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { vllm } from '../src/index.ts';

interface Sent {
  readonly documents?: readonly unknown[];
  readonly text_2?: readonly unknown[];
}

/** A vLLM server that scores document `i` with `i`, as both routes answer. */
function server() {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const { documents = [], text_2 = [] }: Sent = JSON.parse(String(request.body));
    const answer = {
      results: documents.map((_, index) => ({ index, document: { text: null }, relevance_score: index })).reverse(),
      data: text_2.map((_, index) => ({ index, object: 'score', score: index })),
      usage: { prompt_tokens: 7, total_tokens: 7 },
    };
    return { status: 200, headers: { 'x-request-id': 'rerank-1' }, body: JSON.stringify(answer) };
  };
  const registry = createRegistry({ providers: [vllm({ baseUrl: 'http://h' })], transport, env: {} });
  return { requests, registry, bodies: () => requests.map(({ body }) => JSON.parse(String(body))) };
}

describe('vllm', () => {
  it.each(['hosted_vllm/m', 'hosted_vllm/score/m'] as const)('ranks the same by %s', async (id) => {
    const { registry } = server();
    const documents = [{ text: 'a', page: 1 }, { text: 'b', page: 2 }, 'c'];
    const { results, usage, meta } = await registry.model(id).rerank({ query: 'q', documents, topN: 2 });
    expect(results).toEqual([
      { index: 2, relevanceScore: 2, document: 'c' },
      { index: 1, relevanceScore: 1, document: { text: 'b', page: 2 } },
    ]);
    expect(usage).toEqual({ inputTokens: 7, totalTokens: 7 });
    expect(meta).toMatchObject({ upstreamRequestId: 'rerank-1', scoreScale: { kind: 'unknown' } });
  });

  it('sends no key where there is none, not a made-up one', async () => {
    const { registry, requests } = server();
    await registry.model('hosted_vllm/m').rerank({ query: 'q', documents: ['a'] });
    await registry.model('hosted_vllm/m').rerank({ query: 'q', documents: ['a'] }, { apiKey: 'k' });
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual([undefined, 'Bearer k']);
  });

  it('sends texts alone, without what else a document holds', async () => {
    const { registry, bodies } = server();
    const documents = [{ text: 'a', page: 1 }, { title: 'no text' }];
    await registry.model('hosted_vllm/m').rerank({ query: 'q', documents });
    await registry.model('hosted_vllm/score/m').rerank({ query: 'q', documents });
    expect(bodies()).toEqual([
      { model: 'm', query: 'q', documents: ['a', '{"title":"no text"}'] },
      { model: 'm', text_1: 'q', text_2: ['a', '{"title":"no text"}'] },
    ]);
  });

  it('names what is wrong with an option', async () => {
    const model = server().registry.resolve('hosted_vllm/m');
    const messageOf = (options: object) =>
      model.plan({ query: 'q', documents: ['a'], options }).catch((error: Error) => error.message);
    expect(await messageOf({ truncation_side: 'middle' })).toContain('truncation_side: must be "left" or "right"');
    expect(await messageOf({ truncate_prompt_tokens: -2 })).toContain('options.truncate_prompt_tokens');
    expect(await messageOf({ max_chunks_per_doc: 2 })).toContain('max_chunks_per_doc: vLLM takes no such option');
  });

  it('does not go anywhere before it is told where the server is', async () => {
    const model = createRegistry({ providers: [vllm()], env: {} }).model('hosted_vllm/m');
    await expect(model.plan({ query: 'q', documents: ['a'] })).rejects.toThrow('set HOSTED_VLLM_API_BASE');
  });
});
