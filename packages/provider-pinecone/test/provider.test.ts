import { createRegistry, type EncodedRequest, type Transport } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { pinecone } from '../src/index.ts';

/** Scores document `i` of each request with `1 / (i + 2)`, and bills one unit a request. */
function service() {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const { documents }: { documents: unknown[] } = JSON.parse(String(request.body));
    const data = documents.map((_, index) => ({ index, score: 1 / (index + 2) }));
    return { status: 200, headers: {}, body: JSON.stringify({ model: 'm', data, usage: { rerank_units: 1 } }) };
  };
  const registry = createRegistry({ providers: [pinecone()], transport, env: { PINECONE_API_KEY: 'pcsk_1' } });
  return { registry, requests };
}

describe('pinecone', () => {
  it('signs with its own header, and asks for the version that it is written after', async () => {
    const { registry, requests } = service();
    await registry.model('pinecone/bge-reranker-v2-m3').rerank({ query: 'q', documents: ['a'] });
    const { 'api-key': key, authorization, 'x-pinecone-api-version': version } = requests[0]!.headers;
    expect([key, authorization, version]).toEqual(['pcsk_1', undefined, '2026-04']);
  });

  it('keeps its object documents to itself: the caller gets back what was given', async () => {
    const { registry, requests } = service();
    const documents = ['plain', { text: 'object', id: 7 }, { title: 'no text' }];
    const { results } = await registry.model('pinecone/bge-reranker-v2-m3').rerank({ query: 'q', documents });
    expect(results.map(({ document }) => document)).toEqual(documents);
    expect(results[1]?.document).toBe(documents[1]);
    const sent = JSON.parse(String(requests[0]?.body));
    expect(sent.documents).toEqual([{ text: 'plain' }, { text: 'object' }, { text: '{"title":"no text"}' }]);
    expect(sent.rank_fields).toEqual(['text']);
  });

  it.each([
    ['bge-reranker-v2-m3', 100],
    ['pinecone-rerank-v0', 100],
    ['cohere-rerank-3.5', 200],
    ['a-model-of-tomorrow', 100],
  ])('splits for %s over %i documents, and sums the units', async (model, most) => {
    const { registry, requests } = service();
    const documents = Array.from({ length: most + 1 }, (_, index) => `document ${index}`);
    const { results, usage } = await registry.resolve(`pinecone/${model}`).rerank({ query: 'q', documents });
    expect(results).toHaveLength(most + 1);
    expect(requests).toHaveLength(2);
    expect(usage).toEqual({ rerankUnits: 2 });
  });

  it('keeps a header of the key that the caller set', async () => {
    const { registry, requests } = service();
    const model = registry.model('pinecone/bge-reranker-v2-m3');
    await model.rerank({ query: 'q', documents: ['a'] }, { headers: { 'Api-Key': 'pcsk_mine' } });
    expect(requests[0]!.headers['api-key']).toBe('pcsk_mine');
  });

  it('asks where the variable of Pinecone’s own clients says', async () => {
    const env = { PINECONE_CONTROLLER_HOST: 'https://gateway.example/pinecone' };
    const { parts } = await createRegistry({ providers: [pinecone()], env })
      .model('pinecone/bge-reranker-v2-m3')
      .plan({ query: 'q', documents: ['a'] });
    expect(parts[0]!.request!.url).toBe('https://gateway.example/pinecone/rerank');
  });

  it('needs a key', async () => {
    const model = createRegistry({ providers: [pinecone()], env: {} }).model('pinecone/bge-reranker-v2-m3');
    await expect(model.rerank({ query: 'q', documents: ['a'] })).rejects.toThrow('set PINECONE_API_KEY');
  });
});
