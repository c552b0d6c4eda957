import { CohereClient, CohereClientV2, CohereError } from 'cohere-ai';
import { describe, expect, it } from 'vitest';
import { h100, masterKey, startNimProxy } from '../support/start-nim-proxy.ts';

const model = 'nvidia-rerank';
const once = { maxRetries: 0 };

describe('cohere-ai, CohereClient (v1)', () => {
  const clientOf = (environment: string, token = masterKey) => new CohereClient({ token, environment });

  it('ranks', async () => {
    const { url } = await startNimProxy();
    const response = await clientOf(url).rerank({ model, ...h100, topN: 2, returnDocuments: true });
    expect(response.results.map(({ index }) => index)).toEqual([2, 0]);
    expect(response.results[0]?.document?.text).toBe(h100.documents[2]);
    expect(response.meta?.apiVersion?.version).toBe('1');
    expect(response.id).toEqual(expect.any(String));
  });

  it('gets its own objects back, and warnings for what had no effect', async () => {
    const { url } = await startNimProxy();
    const documents = h100.documents.map((text, id) => ({ text, id: String(id) }));
    const response = await clientOf(url).rerank({
      model,
      query: h100.query,
      documents,
      rankFields: ['text'],
      maxChunksPerDoc: 10,
      returnDocuments: true,
    });
    expect(response.results[0]?.document).toEqual(documents[2]);
    expect(response.meta?.warnings).toEqual(['max_chunks_per_doc has no effect on this model and was ignored.']);
  });

  it('leaves documents out on request', async () => {
    const { url } = await startNimProxy();
    const { results } = await clientOf(url).rerank({ model, ...h100, returnDocuments: false });
    expect(results[0]).not.toHaveProperty('document');
  });

  it.each([
    ['a wrong key', { token: 'sk-0' }, 401, 'The API key is not valid.'],
    ['an unknown model', { model: 'nvidia-rerenk' }, 400, 'Did you mean "nvidia-rerank"?'],
    ['no documents', { documents: [] }, 400, 'documents must not be empty.'],
  ])(
    'shows what is wrong with %s',
    async (_, { token, ...wrong }: { token?: string; model?: string; documents?: string[] }, status, message) => {
      const { url } = await startNimProxy();
      const error = await clientOf(url, token)
        .rerank({ model, ...h100, ...wrong }, once)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CohereError);
      expect(error).toMatchObject({ statusCode: status, body: { message: expect.stringContaining(message) } });
    },
  );

  it('comes back after a rate limit, when retry-after says', async () => {
    const { url, emulator } = await startNimProxy();
    emulator.inject({ status: 429, retryAfter: 1 });
    expect((await clientOf(url).rerank({ model, ...h100 })).results).toHaveLength(3);
    expect(emulator.counters.received).toBe(2);
  });
});

describe('cohere-ai, CohereClientV2', () => {
  const clientOf = (environment: string) => new CohereClientV2({ token: masterKey, environment });

  it('ranks', async () => {
    const { url } = await startNimProxy();
    const response = await clientOf(url).rerank({ model, ...h100, topN: 1, maxTokensPerDoc: 512 });
    expect(response.results).toEqual([expect.objectContaining({ index: 2, relevanceScore: expect.any(Number) })]);
    expect(response.meta?.apiVersion?.version).toBe('2');
    expect(response.meta?.warnings).toEqual(['max_tokens_per_doc has no effect on this model and was ignored.']);
  });

  it('shows an upstream failure', async () => {
    const { url, emulator } = await startNimProxy();
    emulator.inject({ status: 410 });
    const error = await clientOf(url)
      .rerank({ model, ...h100 }, once)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ statusCode: 410, body: { error: { code: 'not_found' } } });
  });
});
